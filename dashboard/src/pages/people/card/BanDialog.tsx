// Bans a customer, or ends the ban.
import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Customer } from "@/api/lists";
import { FormDialog } from "@/ui/form/FormDialog";
import { ReasonInput } from "@/ui/form/ReasonInput";
import { refusalOf, useWrite } from "@/ui/form/write";
import { nameOf } from "../customer";

interface Props {
  customer: Customer;
  etag: string;
  onClose: () => void;
}

export function BanDialog({ customer, etag, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  // As it was when the form was opened, also when somebody else does the same meanwhile.
  const [isBan] = useState(!customer.is_banned);
  const act = isBan ? "ban" : "unban";
  const name = nameOf(customer);
  const save = useWrite({
    send: async () =>
      answered(await api.PATCH("/api/users/{id}", {
        params: { path: { id: customer.id }, header: { "If-Match": etag } },
        body: { banned: isBan, ban_reason: reason },
      })),
    message: () => t(`ban.${act}_done`, { name }),
    changes: ["customer", "customers"],
    onDone: onClose,
  });
  return (
    <FormDialog title={t(`ban.${act}_title`, { name })} submit={t(`ban.${act}_start`)} isDangerous={isBan}
      isReady={reason.trim() !== ""} fields={["ban_reason"]} staleText={t("ban.stale")} write={save} onClose={onClose}>
      <Text size="sm">{t(`ban.${act}_note`)}</Text>
      <ReasonInput value={reason} onChange={setReason} error={refusalOf(save.error, "ban_reason")} isFirst />
    </FormDialog>
  );
}
