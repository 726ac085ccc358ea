import { describe, expect, it } from "vitest";
import { groupedAmount, makeFormat } from "./format";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("amounts in words of the reader", () => {
  it("are grouped as the language does it", () => {
    expect(plain(groupedAmount("1234.50", "pl"))).toBe("1 234,50");
    expect(plain(groupedAmount("1234567.89", "pl"))).toBe("1 234 567,89");
    expect(groupedAmount("1234.50", "en")).toBe("1,234.50");
    expect(groupedAmount("-5.00", "en")).toBe("−5.00");
  });

  it("keep amounts that a double cannot hold", () => {
    expect(groupedAmount("90071992547409.93", "en")).toBe("90,071,992,547,409.93");
  });

  it("name the currency", () => {
    expect(plain(makeFormat("pl", "PLN", "Europe/Warsaw").money("79.50"))).toBe("79,50 zł");
    expect(plain(makeFormat("en", "PLN", "Europe/Warsaw").money("79.50"))).toBe("79.50 PLN");
  });
});

describe("times", () => {
  const format = makeFormat("en", "PLN", "Europe/Warsaw");

  it("are in the shop's zone", () => {
    expect(format.moment("2026-11-30T23:30:00Z")).toContain("Dec 1, 2026");
  });

  it("tell how long ago something was", () => {
    const now = Date.parse("2026-11-30T12:00:00Z");
    expect(format.ago("2026-11-30T11:58:30Z", now)).toBe("1 minute ago");
    expect(format.ago("2026-11-30T11:59:40Z", now)).toBe("this minute");
    expect(format.ago("2026-11-28T11:00:00Z", now)).toBe("2 days ago");
  });
});
