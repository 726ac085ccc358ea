// Today beside yesterday and the seven full days before today.
import type { paths } from "@schema";
import type { Row } from "@/api/rows";
import { cents, sum } from "@/format/amount";

export type Day = Row<"/api/stats/daily">;
export type Summary = paths["/api/stats/summary"]["get"]["responses"][200]["content"]["application/json"];

export interface Compared {
  today: bigint;
  yesterday: bigint;
  average: bigint;
}

export const revenueOf = (day: Day): bigint => cents(day.revenue);

// `days` end with today.
export function comparedDays(days: Day[], value: (day: Day) => bigint): Compared {
  const values = days.map(value);
  const week = values.slice(-8, -1);
  return {
    today: values.at(-1) ?? 0n,
    yesterday: values.at(-2) ?? 0n,
    average: week.length ? sum(week) / BigInt(week.length) : 0n,
  };
}

// Of a hundred reservations, how many became orders. An order may follow a reservation of the day
// before, so a day may have more than a hundred: it is shown as all.
function share(days: Day[]): bigint {
  const orders = sum(days.map((day) => BigInt(day.orders)));
  const reservations = sum(days.map((day) => BigInt(day.reservations)));
  if (reservations === 0n) return 0n;
  const percent = (orders * 100n) / reservations;
  return percent > 100n ? 100n : percent;
}

export const comparedShares = (days: Day[]): Compared => ({
  today: share(days.slice(-1)),
  yesterday: share(days.slice(-2, -1)),
  average: share(days.slice(-8, -1)),
});

// Summaries of today, of two days, of a week and of eight days, which all end with today.
export interface Summaries {
  today: Summary;
  two: Summary;
  week: Summary;
  eight: Summary;
}

export function comparedSummaries({ today, two, eight }: Summaries): Compared {
  const [one, both, all] = [today, two, eight].map((summary) => BigInt(summary.new_customers)) as [bigint, bigint, bigint];
  return { today: one, yesterday: both - one, average: (all - one) / 7n };
}
