import { describe, expect, it } from "vitest";
import { filterBody, selectionBody, type Unit } from "./selection";

describe("a selection as the API takes it", () => {
  it("names the rows that are ticked", () => {
    const rows = [{ id: 3 }, { id: 5 }] as Unit[];
    expect(selectionBody({ rows, isAllThatMatch: false }, { city: "Warsaw" })).toEqual({ product_ids: [3, 5] });
  });

  it("is the filter of the address when it is all that match", () => {
    expect(selectionBody({ rows: [], isAllThatMatch: true }, { city: "Warsaw", discounted: "false" })).toEqual({
      filter: { sold: false, city: "Warsaw", discounted: false },
    });
  });

  it("never reaches what is sold", () => {
    expect(filterBody({ sold: "true" })).toEqual({ sold: false });
  });
});
