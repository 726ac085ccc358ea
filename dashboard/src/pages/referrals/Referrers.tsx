// Who brought customers during the days of a report.
import { Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Answer } from "@/api/rows";
import { useFormat } from "@/format/format";
import { CustomerLink } from "@/ui/links";
import { nameOf } from "@/pages/people/customer";

export function Referrers({ referrers }: { referrers: Answer<"/api/referrals/report">["referrers"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (referrers.length === 0) return <Text c="dimmed" size="sm">{t("referrals.nobody")}</Text>;
  return (
    <Paper withBorder style={{ overflowX: "auto" }}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("column.customer")}</Table.Th>
            <Table.Th ta="right">{t("column.referees")}</Table.Th>
            <Table.Th ta="right">{t("column.earned")}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">{t("column.earned_total")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {referrers.map((referrer) => (
            <Table.Tr key={referrer.id}>
              <Table.Td><CustomerLink id={referrer.id}>{nameOf(referrer)}</CustomerLink></Table.Td>
              <Table.Td ta="right">{format.count(referrer.referees)}</Table.Td>
              <Table.Td ta="right">{format.money(referrer.earned)}</Table.Td>
              <Table.Td ta="right" visibleFrom="sm">{format.money(referrer.referral_earnings)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
