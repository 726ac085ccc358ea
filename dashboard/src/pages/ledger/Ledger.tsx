// Every movement of customers' money.
import { Stack, Text } from "@mantine/core";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslation } from "react-i18next";
import { loadMovements, type Movement } from "@/api/lists";
import { useFormat } from "@/format/format";
import { CustomerLink } from "@/ui/links";
import { Actor } from "@/ui/Actor";
import { ExportButton } from "@/ui/ExportButton";
import { ListTable } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { SignedMoney } from "@/ui/SignedMoney";
import { ChoiceFilter } from "@/ui/filters/ChoiceFilter";
import { DaysFilter } from "@/ui/filters/DaysFilter";
import { FilterBar } from "@/ui/filters/FilterBar";
import { TextFilter } from "@/ui/filters/TextFilter";
import { isFiltered, useListState } from "@/ui/list_state";
import { wide } from "@/ui/wide";

const KINDS = [
  "purchase", "refund", "adjustment", "deposit", "deposit_reversal", "star_refund", "commission", "commission_reversal",
];
const KIND_TEXTS = Object.fromEntries(KINDS.map((kind) => [kind, `ledger.${kind}`]));

function useColumns(): DataTableColumn<Movement>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { accessor: "created_at", title: t("column.when"), sortable: true, noWrap: true, visibleMediaQuery: wide,
      render: (movement) => format.moment(movement.created_at) },
    { accessor: "kind", title: t("column.kind"), render: (movement) => (
      <><Text size="sm" fw={500}>{t(`ledger.${movement.kind}`)}</Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>{movement.note}</Text>
        <Text size="xs" c="dimmed" hiddenFrom="sm">{format.moment(movement.created_at)}</Text></>) },
    { accessor: "user_id", title: t("column.customer"), render: (movement) => <CustomerLink id={movement.user_id} /> },
    { accessor: "amount", title: t("column.amount"), textAlign: "right", noWrap: true,
      render: (movement) => <SignedMoney amount={movement.amount} /> },
    { accessor: "balance_after", title: t("column.balance_after"), textAlign: "right", noWrap: true, visibleMediaQuery: wide,
      render: (movement) => format.money(movement.balance_after) },
    { accessor: "actor", title: t("column.actor"), visibleMediaQuery: wide,
      render: (movement) => <Text size="sm" c="dimmed"><Actor actor={movement.actor} /></Text> },
  ];
}

export default function Ledger() {
  const { t } = useTranslation();
  const state = useListState("-created_at");
  const columns = useColumns();
  return (
    <>
      <PageHead title={t("page.ledger")}>
        <ExportButton path="/api/ledger" name="ledger" query={{ ...state.filters, sort: state.sort }} />
      </PageHead>
      <Stack gap="sm">
        <FilterBar state={state}>
          <ChoiceFilter state={state} name="kind" label={t("column.kind")} choices={KIND_TEXTS} />
          <TextFilter state={state} name="user_id" label={t("filter.customer_id")} digitsOnly />
          <DaysFilter state={state} />
        </FilterBar>
        <ListTable<Movement> name="ledger" state={state} load={loadMovements} columns={columns}
          emptyText={t(isFiltered(state) ? "list.no_match" : "ledger.empty")} />
      </Stack>
    </>
  );
}
