// Adds to a balance, or takes from it.
import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Customer } from "@/api/lists";
import { amountOf, cents, typedAmount } from "@/format/amount";
import { useFormat } from "@/format/format";
import { FormDialog } from "@/ui/form/FormDialog";
import { MoneyInput } from "@/ui/form/MoneyInput";
import { ReasonInput } from "@/ui/form/ReasonInput";
import { refusalOf, useIdempotencyKey, useWrite } from "@/ui/form/write";

function BalanceAfter({ now, change }: { now: string; change: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const after = amountOf(cents(now) + cents(change));
  return (
    <Text size="sm" aria-live="polite" {...(after.startsWith("-") ? { c: "var(--mantine-color-error)" } : {})}>
      {t("adjust.after", { now: format.money(now), after: format.money(after) })}
    </Text>
  );
}

export function AdjustDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [direction, setDirection] = useState<string>("add");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const key = useIdempotencyKey();
  const amount = typedAmount(typed);
  const change = amount && direction === "take" ? `-${amount}` : amount;
  const adjust = useWrite({
    send: async () =>
      answered(await api.POST("/api/users/{id}/adjustments", {
        params: { path: { id: customer.id }, header: { "Idempotency-Key": key } },
        body: { amount: change ?? "", reason },
      })),
    message: (done) => t("adjust.done", { balance: format.money(done.balance) }),
    changes: ["customer", "customers", "ledger", "overview"],
    onDone: onClose,
  });
  return (
    <FormDialog title={t("adjust.title")} isDangerous={direction === "take"} isReady={change !== undefined && reason.trim() !== ""}
      submit={amount ? t(`adjust.${direction}_submit`, { amount: format.money(amount) }) : t(`adjust.${direction}`)}
      fields={["amount", "reason"]} write={adjust} onClose={onClose}>
      <SegmentedControl aria-label={t("adjust.direction")} value={direction} onChange={setDirection} data={[
        { value: "add", label: t("adjust.add") },
        { value: "take", label: t("adjust.take") },
      ]} />
      <MoneyInput label={t("adjust.amount")} value={typed} onChange={setTyped} error={refusalOf(adjust.error, "amount")} />
      <ReasonInput value={reason} onChange={setReason} error={refusalOf(adjust.error, "reason")} />
      <BalanceAfter now={customer.balance} change={change ?? "0.00"} />
    </FormDialog>
  );
}
