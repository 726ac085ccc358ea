import { describe, expect, it } from "vitest";
import { comparedDays, comparedShares, comparedSummaries, revenueOf, type Day, type Summaries } from "./compare";

const day = (orders: number, reservations: number, revenue: string): Day =>
  ({ day: "2026-11-30", orders, reservations, revenue, discounts: "0.00", refunds: "0.00" });

describe("today", () => {
  const week = Array.from({ length: 6 }, () => day(1, 2, "10.00"));
  const days = [day(99, 99, "999.00"), ...week, day(8, 4, "80.05"), day(3, 4, "30.00")];

  it("stands beside yesterday and the seven days before it", () => {
    expect(comparedDays(days, revenueOf)).toEqual({ today: 3000n, yesterday: 8005n, average: 2000n });
  });

  it("has the share of reservations that became orders", () => {
    expect(comparedShares(days)).toEqual({ today: 75n, yesterday: 100n, average: 87n });
    expect(comparedShares([day(0, 0, "0.00")])).toEqual({ today: 0n, yesterday: 0n, average: 0n });
  });

  it("is told from sums that all contain it", () => {
    const of = (new_customers: number) => ({ new_customers });
    const summaries = { today: of(3), two: of(5), eight: of(24) } as Summaries;
    expect(comparedSummaries(summaries)).toEqual({ today: 3n, yesterday: 2n, average: 3n });
  });
});
