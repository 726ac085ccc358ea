// Who earned most by referrals, since the shop was opened.
import "@/ui/table_styles";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { ListQuery } from "@/api/lists";
import type { Row } from "@/api/rows";
import { useFormat } from "@/format/format";
import { CustomerLink } from "@/ui/links";
import { nameOf } from "@/pages/people/customer";
import { ListTable } from "@/ui/ListTable";
import { useListState } from "@/ui/list_state";

type Leader = Row<"/api/referrals/leaderboard">;

const load = async ({ page = 1, per_page = 50 }: ListQuery) =>
  answered(await api.GET("/api/referrals/leaderboard", {
    params: { query: { page: Number(page), per_page: Number(per_page) } },
  }));

export function Leaders() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useListState("");
  const columns: DataTableColumn<Leader>[] = [
    { accessor: "id", title: t("column.customer"), render: (leader) => (
      <CustomerLink id={leader.id}>{nameOf(leader)}</CustomerLink>) },
    { accessor: "referees", title: t("column.referees"), textAlign: "right", render: (leader) => format.count(leader.referees) },
    { accessor: "referral_earnings", title: t("column.earned"), textAlign: "right", noWrap: true,
      render: (leader) => format.money(leader.referral_earnings) },
  ];
  return <ListTable<Leader> name="leaderboard" state={state} load={load} columns={columns} emptyText={t("referrals.empty")} />;
}
