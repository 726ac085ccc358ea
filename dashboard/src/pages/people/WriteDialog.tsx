// Writes to a customer, in their ticket about an order or about none.
import { Alert, Anchor, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answered, api } from "@/api/client";
import { FormDialog } from "@/ui/form/FormDialog";
import { refusalOf, useIdempotencyKey, useWrite } from "@/ui/form/write";
import { customerQuery } from "./customer";

interface Props {
  customerId: number;
  orderId?: number;
  onClose: () => void;
}

export function WriteDialog({ customerId, orderId, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { data } = useQuery(customerQuery(customerId));
  const key = useIdempotencyKey();
  const write = useWrite({
    send: async () =>
      answered(await api.POST("/api/users/{id}/tickets", {
        params: { path: { id: customerId }, header: { "Idempotency-Key": key } },
        body: { text, ...(orderId ? { order_id: orderId } : {}) },
      })),
    message: (ticket) => (
      <Text size="sm">{t("write.done")} <Anchor component={Link} href={`/tickets/${ticket.id}`} size="sm">
        {t("write.open_ticket", { id: ticket.id })}</Anchor></Text>
    ),
    changes: ["tickets", "ticket"],
    onDone: onClose,
  });
  return (
    <FormDialog title={t("write.title")} submit={t("write.submit")} isReady={text.trim() !== ""} fields={["text"]}
      write={write} onClose={onClose}>
      {data?.customer.has_blocked_bot && <Alert color="yellow">{t("write.blocked")}</Alert>}
      <Textarea label={t("write.text")} required data-autofocus autosize minRows={4} maxRows={12} value={text}
        description={orderId ? t("write.about_order", { id: orderId }) : t("write.about_none")}
        error={refusalOf(write.error, "text")} onChange={(event) => setText(event.currentTarget.value)} />
    </FormDialog>
  );
}
