import { describe, expect, it } from "vitest";
import { amountOf, cents, discounted, sum } from "./amount";

describe("amounts", () => {
  it("are read and written without losing a cent", () => {
    for (const amount of ["0.00", "0.05", "79.50", "-12.30", "123456789012.34"]) {
      expect(amountOf(cents(amount))).toBe(amount);
    }
    expect(cents("7")).toBe(700n);
    expect(cents("7.5")).toBe(750n);
  });

  it("add up", () => {
    expect(amountOf(sum(["0.10", "0.20"].map(cents)))).toBe("0.30");
  });

  it("are discounted as the shop does it, half up to a cent", () => {
    expect(discounted("100.00", 20)).toBe("80.00");
    expect(discounted("0.05", 50)).toBe("0.03");
    expect(discounted("9.99", 100)).toBe("0.00");
    expect(discounted("9.99", 0)).toBe("9.99");
  });
});
