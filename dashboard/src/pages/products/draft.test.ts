import { expect, it } from "vitest";
import { changesOf, draftOf } from "./draft";
import type { Unit } from "./selection";

it("sends only what was changed", () => {
  const unit = {
    id: 1, name: "Kino", city: "Łódź", district: "Centrum", category: "Vouchers", description: "",
    base_price: "79.50", discount_percent: 20, discount_ends_at: "2026-12-24T00:00:00Z",
  } as Unit;
  const draft = draftOf(unit);
  expect(changesOf(unit, draft)).toEqual({});
  expect(changesOf(unit, { ...draft, base_price: "80.00" })).toEqual({ base_price: "80.00" });
  expect(changesOf(unit, { ...draft, discount_percent: 0, name: "Teatr" })).toEqual({ discount_percent: 0, name: "Teatr" });
});
