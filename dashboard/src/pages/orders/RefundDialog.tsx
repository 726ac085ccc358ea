// Gives the money of an order, or a part of it, back to the customer's balance.
import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { typedAmount } from "@/format/amount";
import { useFormat } from "@/format/format";
import { FormDialog } from "@/ui/form/FormDialog";
import { MoneyInput } from "@/ui/form/MoneyInput";
import { ReasonInput } from "@/ui/form/ReasonInput";
import { refusalOf, useIdempotencyKey, useWrite } from "@/ui/form/write";
import { CHANGED_BY_REMEDIES, type OrderDetails } from "./order";

export function RefundDialog({ order, onClose }: { order: OrderDetails; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [share, setShare] = useState<string>("whole");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const key = useIdempotencyKey();
  const isWhole = share === "whole";
  const amount = isWhole ? order.final_price : typedAmount(typed);
  const refund = useWrite({
    send: async () =>
      answered(await api.POST("/api/orders/{id}/refund", {
        params: { path: { id: order.id }, header: { "Idempotency-Key": key } },
        body: { reason, ...(isWhole || !amount ? {} : { amount }) },
      })),
    message: (done) => t("refund.done", { amount: format.money(done.amount) }),
    changes: CHANGED_BY_REMEDIES,
    onDone: onClose,
  });
  return (
    <FormDialog title={t("refund.title", { id: order.id })} isDangerous isReady={amount !== undefined && reason.trim() !== ""}
      submit={amount ? t("refund.submit", { amount: format.money(amount) }) : t("refund.start")}
      fields={isWhole ? ["reason"] : ["reason", "amount"]} write={refund} onClose={onClose}>
      <Text size="sm">{t("refund.note")}</Text>
      <SegmentedControl aria-label={t("refund.share")} value={share} onChange={setShare} data={[
        { value: "whole", label: t("refund.whole", { amount: format.money(order.final_price) }) },
        { value: "part", label: t("refund.part") },
      ]} />
      {!isWhole && (
        <MoneyInput label={t("refund.amount")} value={typed} onChange={setTyped} error={refusalOf(refund.error, "amount")} />
      )}
      <ReasonInput value={reason} onChange={setReason} error={refusalOf(refund.error, "reason")} isFirst />
    </FormDialog>
  );
}
