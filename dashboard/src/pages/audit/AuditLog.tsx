import { Anchor, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useActorText } from "@/format/actor";
import { useFormat } from "@/format/format";
import { DaysFilter } from "@/ui/filters/DaysFilter";
import { FilterBar } from "@/ui/filters/FilterBar";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { useListState } from "@/ui/list_state";
import { ActorFilter } from "./ActorFilter";
import { Details } from "./Details";
import { SubjectFilter } from "./SubjectFilter";
import { useAuditWords } from "./words";

type Entry = Row<"/api/audit-log">;

const load = async (query: ListQuery) =>
  answered(await api.GET("/api/audit-log", { params: { query: narrowed(query, ["actor", "subject", "from", "to"]) } }));

export default function AuditLog() {
  const { t } = useTranslation();
  const format = useFormat();
  const actorText = useActorText();
  const words = useAuditWords();
  const state = useListState("-id");
  const only = (name: string, value: string, text: string) => (
    <Anchor component="button" type="button" size="sm" ta="left" title={t("audit.only")} onClick={() => state.set({ [name]: value })}>{text}</Anchor>
  );
  return (
    <>
      <PageHead title={t("page.audit_log")} />
      <Stack>
        <Text size="sm" c="dimmed">{t("audit.about")}</Text>
        <FilterBar state={state}><ActorFilter state={state} /><SubjectFilter state={state} /><DaysFilter state={state} /></FilterBar>
        <ListTable<Entry> name="audit" state={state} load={load} emptyText={t("audit.empty")}
          columns={[
            { accessor: "id", title: t("column.when"), sortable: true, noWrap: true, render: (row) => format.moment(row.created_at) },
            { accessor: "actor", title: t("audit.who"), render: (row) => only("actor", row.actor, actorText(row.actor)) },
            { accessor: "action", title: t("audit.what"), render: (row) => <Text size="sm" fw={500}>{words.act(row.action)}</Text> },
            { accessor: "subject", title: t("audit.on"), render: (row) => row.subject.includes(":")
              ? only("subject", row.subject, words.subject(row.subject)) : words.subject(row.subject) },
            { accessor: "details", title: t("audit.details"), render: (row) => <Details details={row.details} /> },
          ]} />
      </Stack>
    </>
  );
}
