// Deposits as the API lists them.
import type { TFunction } from "i18next";
import type { Row } from "@/api/rows";

export type Deposit = Row<"/api/deposits">;

export const METHODS = ["btc", "ltc", "blik", "bank", "stars"] as const satisfies Deposit["method"][];
export const STATUSES = ["pending", "completed", "rejected", "expired", "cancelled", "replaced", "reversed"] as const satisfies Deposit["status"][];

export const STATUS_COLORS: Record<Deposit["status"], string> = {
  pending: "yellow", completed: "kram", rejected: "red", reversed: "red", expired: "gray", cancelled: "gray", replaced: "gray",
};

// People decide on these, the shop itself on the others.
export const isManual = (deposit: Deposit) => deposit.method === "blik" || deposit.method === "bank";

// The bot stores a word for the reason that it offers.
export const reasonText = (reason: string, t: TFunction) =>
  reason === "payment_not_found" ? t("review.not_found") : reason;
