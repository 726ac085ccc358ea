// The settings as the API lists them: "deposit_min", or "greeting:pl" with a part.
import type { TFunction } from "i18next";
import type { paths } from "@schema";

export type Settings = paths["/api/settings"]["get"]["responses"][200]["content"]["application/json"];
export type Setting = Settings["settings"][number];

export const GROUPS: Record<string, string[]> = {
  shop: ["shop_name", "greeting", "support_contact", "terms_text"],
  payments: ["instructions", "deposit_min", "manual_deposit_max", "large_deposit"],
  rules: ["referral_percent", "reservation_minutes", "low_stock_line"],
};

const AMOUNTS = new Set(["deposit_min", "manual_deposit_max", "large_deposit"]);
const LONG = new Set(["greeting", "instructions", "terms_text"]);
const UNITS: Record<string, string> = { referral_percent: "%", reservation_minutes: "min" };

export const kindOf = (name: string) => name.split(":")[0] ?? name;
export const groupOf = (name: string) =>
  Object.keys(GROUPS).find((group) => GROUPS[group]?.includes(kindOf(name))) ?? "rules";
export const isLong = (name: string) => LONG.has(kindOf(name));
export const isAmount = (name: string) => AMOUNTS.has(kindOf(name));
export const unitOf = (name: string, currency: string) => (isAmount(name) ? currency : UNITS[kindOf(name)]);

// Amounts are written with a comma in some languages; the API takes a point.
export const sentValue = (name: string, typed: string) => (isAmount(name) ? typed.trim().replace(",", ".") : typed.trim());

export function settingLabel(name: string, t: TFunction, language: string): string {
  const [kind = name, part = ""] = name.split(":");
  const shown = kind === "greeting" && part ? new Intl.DisplayNames(language, { type: "language" }).of(part) : part && t(`method.${part}`);
  return t(`setting.${kind}`, { part: shown, defaultValue: name });
}
