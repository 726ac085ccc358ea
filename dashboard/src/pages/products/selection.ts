// Which units a bulk change is about: the rows that are ticked, or all that the filter finds.
import type { Row } from "@/api/rows";

export type Unit = Row<"/api/products">;

export interface Selection {
  rows: Unit[];
  isAllThatMatch: boolean;
}

const TEXTS = ["city", "district", "category", "q"] as const;

export interface FilterBody {
  city?: string;
  district?: string;
  category?: string;
  q?: string;
  discounted?: boolean;
  sold?: boolean;
}

// The filter of the address as the API's bulk calls take it: of unsold units only.
export function filterBody(filters: Record<string, string>): FilterBody {
  const body: FilterBody = { sold: false };
  for (const name of TEXTS) if (filters[name]) body[name] = filters[name];
  if (filters["discounted"]) body.discounted = filters["discounted"] === "true";
  return body;
}

export function selectionBody(selection: Selection, filters: Record<string, string>) {
  return selection.isAllThatMatch
    ? { filter: filterBody(filters) }
    : { product_ids: selection.rows.map((row) => row.id) };
}
