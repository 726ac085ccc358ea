// The API's calls that change many units.
import { answered, api } from "@/api/client";
import { typedAmount } from "@/format/amount";
import type { FilterBody } from "./selection";

export type BulkAct = "discount" | "price" | "category" | "withdraw";
export type BulkValue = string | number;
export type Selected = { filter: FilterBody } | { product_ids: number[] };

export interface BulkDone {
  id?: number;
  updated: number;
  message: string;
}

export async function changeInBulk(
  act: BulkAct, selected: Selected, value: BulkValue, isDryRun: boolean,
): Promise<BulkDone> {
  const common = { ...selected, dry_run: isDryRun };
  switch (act) {
    case "discount":
      return answered(await api.POST("/api/discount/bulk", { body: { ...common, with_id: true, discount_percent: Number(value) } }));
    case "price":
      return answered(await api.POST("/api/products/bulk-edit", { body: { ...common, base_price: typedAmount(String(value)) ?? "" } }));
    case "category":
      return answered(await api.POST("/api/products/bulk-edit", { body: { ...common, category: String(value) } }));
    case "withdraw":
      return answered(await api.POST("/api/products/bulk-withdraw", { body: { ...common, reason: String(value) } }));
  }
}

export async function undo(id: number): Promise<BulkDone> {
  return answered(await api.POST("/api/bulk-changes/{id}/undo", { params: { path: { id } } }));
}
