import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { answered, api } from "@/api/client";
import { useFormat } from "@/format/format";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { ChoiceFilter } from "@/ui/filters/ChoiceFilter";
import { DaysFilter } from "@/ui/filters/DaysFilter";
import { FilterBar } from "@/ui/filters/FilterBar";
import { TextFilter } from "@/ui/filters/TextFilter";
import { IconListCheck } from "@/ui/icons";
import { CustomerLink } from "@/ui/links";
import { useListState, type ListState } from "@/ui/list_state";
import { DepositDialog } from "./DepositDialog";
import { Status } from "./Status";
import { METHODS, STATUSES, type Deposit } from "./deposit";
import { Review } from "./review/Review";

const FILTERS = ["status", "method", "user_id", "from", "to"];

const load = async (query: ListQuery) =>
  answered(await api.GET("/api/deposits", { params: { query: narrowed(query, FILTERS) } }));

function Filters({ state }: { state: ListState }) {
  const { t } = useTranslation();
  return (
    <FilterBar state={state}>
      <ChoiceFilter state={state} name="status" label={t("column.state")}
        choices={Object.fromEntries(STATUSES.map((value) => [value, `deposit.${value}`]))} />
      <ChoiceFilter state={state} name="method" label={t("deposits.method")}
        choices={Object.fromEntries(METHODS.map((value) => [value, `method.${value}`]))} />
      <TextFilter state={state} name="user_id" label={t("deposits.customer_id")} digitsOnly />
      <DaysFilter state={state} />
    </FilterBar>
  );
}

function List() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useListState("-created_at");
  const { part } = useParams<{ part?: string }>();
  const [, go] = useLocation();
  const search = window.location.search;
  return (
    <>
      <PageHead title={t("page.deposits")}>
        <Button component={Link} href="/deposits/review" leftSection={<IconListCheck size={16} aria-hidden />}>{t("review.open")}</Button>
      </PageHead>
      <Stack>
        <Filters state={state} />
        <ListTable<Deposit> name="deposits" state={state} load={load} emptyText={t("deposits.empty")}
          onOpen={(row) => go(`/deposits/${row.id}${search}`)}
          columns={[
            { accessor: "id", title: t("column.id"), sortable: true, width: 90 },
            { accessor: "user_id", title: t("column.customer"), render: (row) => <CustomerLink id={row.user_id} /> },
            { accessor: "method", title: t("deposits.method"), render: (row) => t(`method.${row.method}`) },
            { accessor: "amount", title: t("deposits.amount"), textAlign: "right", noWrap: true, render: (row) => format.money(row.amount) },
            { accessor: "status", title: t("column.state"), render: (row) => <Status status={row.status} /> },
            { accessor: "reference", title: t("deposits.reference") },
            { accessor: "created_at", title: t("column.when"), sortable: true, render: (row) => format.moment(row.created_at) },
          ]} />
      </Stack>
      {part && <DepositDialog id={Number(part)} onClose={() => go(`/deposits${search}`)} />}
    </>
  );
}

export default function Deposits() {
  const { part } = useParams<{ part?: string }>();
  return part === "review" ? <Review /> : <List />;
}
