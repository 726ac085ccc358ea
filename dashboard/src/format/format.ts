// How amounts, counts and moments are written, in the reader's language and the shop's zone.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useShop } from "@/app/session";

const MISSING = "–";

export interface Format {
  money(amount: string | undefined): string;
  count(value: number | undefined): string;
  percent(part: number): string;
  moment(time: string | undefined): string;
  day(date: string): string;
  isoDay(time: Date): string; // of the shop's zone
  ago(time: string, now?: number): string;
}

// `amount` is decimal text with two decimals; it is grouped as text, so that no cent is lost.
export function groupedAmount(amount: string, language: string): string {
  const sample = new Intl.NumberFormat(language, { minimumFractionDigits: 2, useGrouping: true });
  const parts = sample.formatToParts(-12345.5);
  const group = parts.find((part) => part.type === "group")?.value ?? " ";
  const decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
  const [whole = "0", cents = "00"] = amount.replace(/^-/, "").split(".");
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return `${amount.startsWith("-") ? "−" : ""}${grouped}${decimal}${cents.padEnd(2, "0")}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function makeFormat(language: string, currency: string, timeZone: string): Format {
  const unit = currency === "PLN" && language === "pl" ? "zł" : currency;
  const counts = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const moments = new Intl.DateTimeFormat(language, {
    dateStyle: "medium", timeStyle: "short", timeZone,
  });
  const isoDays = new Intl.DateTimeFormat("sv", { timeZone });
  const days = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    money: (amount) => (amount ? `${groupedAmount(amount, language)} ${unit}` : MISSING),
    count: (value) => (value === undefined ? MISSING : counts.format(value)),
    percent: (part) => percents.format(part),
    moment: (time) => (time ? moments.format(new Date(time)) : MISSING),
    day: (date) => days.format(new Date(`${date}T00:00:00Z`)),
    isoDay: (time) => isoDays.format(time),
    ago: (time, now = Date.now()) => {
      const seconds = (now - Date.parse(time)) / 1000;
      const [name, length] = STEPS.find(([, size]) => seconds >= size) ?? ["second", 1];
      return name === "second" ? relative.format(0, "minute") : relative.format(-Math.floor(seconds / length), name);
    },
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { currency, timezone } = useShop();
  return useMemo(
    () => makeFormat(i18n.language, currency, timezone),
    [i18n.language, currency, timezone],
  );
}
