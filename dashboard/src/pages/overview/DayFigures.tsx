import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Row } from "@/api/rows";
import { amountOf, cents, sum } from "@/format/amount";
import { useFormat } from "@/format/format";
import { Figure } from "./Figure";

export type Day = Row<"/api/stats/daily">;

// Values of a week of full days, today, and yesterday, all of one kind.
function compared(days: Day[], value: (day: Day) => bigint) {
  const values = days.map(value);
  const week = values.slice(-8, -1);
  return {
    today: values.at(-1) ?? 0n,
    yesterday: values.at(-2) ?? 0n,
    average: week.length ? sum(week) / BigInt(week.length) : 0n,
  };
}

export function DayFigures({ days }: { days: Day[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (value: bigint) => format.money(amountOf(value));
  const count = (value: bigint) => format.count(Number(value));
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      <Figure label={t("figure.revenue")} write={money} {...compared(days, (day) => cents(day.revenue))} />
      <Figure label={t("figure.orders")} write={count} {...compared(days, (day) => BigInt(day.orders))} />
      <Figure label={t("figure.reservations")} write={count} {...compared(days, (day) => BigInt(day.reservations))} />
      <Figure label={t("figure.refunds")} write={money} isWorseWhenMore {...compared(days, (day) => cents(day.refunds))} />
    </SimpleGrid>
  );
}
