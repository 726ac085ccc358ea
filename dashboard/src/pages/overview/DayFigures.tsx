import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { amountOf } from "@/format/amount";
import { useFormat } from "@/format/format";
import { Figure } from "./Figure";
import { comparedDays, comparedShares, comparedSummaries, revenueOf, type Day, type Summaries } from "./compare";

export function DayFigures({ days, summaries }: { days: Day[]; summaries: Summaries }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (value: bigint) => format.money(amountOf(value));
  const count = (value: bigint) => format.count(Number(value));
  const percent = (value: bigint) => format.percent(Number(value) / 100);
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      <Figure label={t("figure.revenue")} write={money} {...comparedDays(days, revenueOf)} />
      <Figure label={t("figure.orders")} write={count} {...comparedDays(days, (day) => BigInt(day.orders))} />
      <Figure label={t("figure.new_customers")} write={count} {...comparedSummaries(summaries)} />
      <Figure label={t("figure.conversion")} write={percent} {...comparedShares(days)} />
    </SimpleGrid>
  );
}
