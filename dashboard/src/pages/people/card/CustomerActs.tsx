// What can be done about a customer, and the dialogues that ask for it.
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Customer } from "@/api/lists";
import { hasRole, useShop } from "@/app/session";
import { IconBan, IconCash, IconSend } from "@/ui/icons";
import { WriteDialog } from "../WriteDialog";
import { AdjustDialog } from "./AdjustDialog";
import { BanDialog } from "./BanDialog";

export type CustomerAct = "write" | "adjust" | "ban";

interface Props {
  customer: Customer;
  etag: string;
  act: CustomerAct | undefined;
  onAct: (act: CustomerAct | undefined) => void;
}

export function CustomerActs({ customer, etag, act, onAct }: Props) {
  const { t } = useTranslation();
  const session = useShop();
  const close = () => onAct(undefined);
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconSend size={16} />} onClick={() => onAct("write")}>{t("write.title")}</Button>
      {hasRole(session, "owner") && (
        <Button variant="default" leftSection={<IconCash size={16} />} onClick={() => onAct("adjust")}>{t("adjust.start")}</Button>
      )}
      {hasRole(session, "manager") && (
        <Button variant="default" leftSection={<IconBan size={16} />} onClick={() => onAct("ban")}>
          {t(customer.is_banned ? "ban.unban_start" : "ban.ban_start")}
        </Button>
      )}
      {act === "write" && <WriteDialog customerId={customer.id} onClose={close} />}
      {act === "adjust" && <AdjustDialog customer={customer} onClose={close} />}
      {act === "ban" && <BanDialog customer={customer} etag={etag} onClose={close} />}
    </Group>
  );
}
