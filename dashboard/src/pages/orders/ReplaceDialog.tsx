// Gives the customer another unit for one that is bad.
import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { FormDialog } from "@/ui/form/FormDialog";
import { ReasonInput } from "@/ui/form/ReasonInput";
import { refusalOf, useIdempotencyKey, useWrite } from "@/ui/form/write";
import { CHANGED_BY_REMEDIES, type OrderDetails } from "./order";

export function ReplaceDialog({ order, onClose }: { order: OrderDetails; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  // The unit that the reader saw: the server refuses when the order has another by now.
  const [badUnit] = useState(order.product_id);
  const key = useIdempotencyKey();
  const replace = useWrite({
    send: async () =>
      answered(await api.POST("/api/orders/{id}/replace", {
        params: { path: { id: order.id }, header: { "Idempotency-Key": key } },
        body: { reason, bad_product_id: badUnit },
      })),
    message: (done) => t("replace.done", { unit: done.good_product_id }),
    changes: [...CHANGED_BY_REMEDIES, "products"],
    onDone: onClose,
  });
  return (
    <FormDialog title={t("replace.title", { id: order.id })} submit={t("replace.submit")} isReady={reason.trim() !== ""}
      fields={["reason"]} write={replace} onClose={onClose}>
      <Text size="sm">{t("replace.note", { name: order.name })}</Text>
      <ReasonInput value={reason} onChange={setReason} error={refusalOf(replace.error, "reason")} isFirst />
    </FormDialog>
  );
}
