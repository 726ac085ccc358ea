// What can be edited of an offer, while it is being edited.
import type { Unit } from "./selection";

export type Draft = Pick<
  Unit, "name" | "city" | "district" | "category" | "description" | "base_price" | "discount_percent">;

export const draftOf = (unit: Unit): Draft => ({
  name: unit.name, city: unit.city, district: unit.district, category: unit.category,
  description: unit.description, base_price: unit.base_price, discount_percent: unit.discount_percent,
});

// Only these are sent: a discount that is sent again would lose the end that it has.
export function changesOf(unit: Unit, draft: Draft): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== unit[name as keyof Draft]));
}
