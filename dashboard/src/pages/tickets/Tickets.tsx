import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useFormat } from "@/format/format";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { OrderLink } from "@/ui/links";
import { useListState } from "@/ui/list_state";
import { TicketState } from "./TicketState";
import { Conversation } from "./Conversation";

type Ticket = Row<"/api/tickets">;

const STATES = ["waiting", "answered", "closed", "all"];

const load = async (query: ListQuery) => {
  const { state = "waiting", ...rest } = query;
  const asked = state === "all" ? rest : { ...rest, state };
  return answered(await api.GET("/api/tickets", { params: { query: narrowed(asked, ["state", "user_id"]) } }));
};

function List() {
  const { t } = useTranslation();
  const format = useFormat();
  const [, go] = useLocation();
  const state = useListState("-changed_at");
  const shown = state.filter("state") || "waiting";
  return (
    <>
      <PageHead title={t("page.tickets")} />
      <Stack>
        <SegmentedControl aria-label={t("column.state")} value={shown} size="xs" w={{ base: "100%", sm: "fit-content" }}
          onChange={(value) => state.set({ state: value })}
          data={STATES.map((value) => ({ value, label: t(`tickets.${value}`) }))} />
        <ListTable<Ticket> name="tickets" state={state} load={load}
          emptyText={t(shown === "waiting" ? "tickets.none_waiting" : "tickets.empty")} onOpen={(row) => go(`/tickets/${row.id}`)}
          columns={[
            { accessor: "id", title: t("column.id"), sortable: true, width: 90 },
            { accessor: "first_name", title: t("column.customer"), render: (row) => (
              <div><Text size="sm" fw={500}>{row.first_name}</Text>
                <Text size="xs" c="dimmed">{row.username ? `@${row.username}` : row.user_id}</Text></div>) },
            { accessor: "order_id", title: t("column.order"), render: (row) => row.order_id && <OrderLink id={row.order_id} /> },
            { accessor: "state", title: t("column.state"), render: (row) => <TicketState state={row.state} /> },
            { accessor: "changed_at", title: t("tickets.changed"), sortable: true, render: (row) => format.moment(row.changed_at) },
          ]} />
      </Stack>
    </>
  );
}

export default function Tickets() {
  const { id } = useParams<{ id?: string }>();
  return id ? <Conversation key={id} id={Number(id)} /> : <List />;
}
