// What can be done about an order, and the dialogues that ask for it.
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { hasRole, useShop } from "@/app/session";
import { WriteDialog } from "@/pages/people/WriteDialog";
import { IconReceiptRefund, IconRefresh, IconSend } from "@/ui/icons";
import { RefundDialog } from "./RefundDialog";
import { ReplaceDialog } from "./ReplaceDialog";
import type { OrderDetails } from "./order";

export type OrderAct = "refund" | "replace" | "write";

interface Props {
  order: OrderDetails;
  act: OrderAct | undefined;
  onAct: (act: OrderAct | undefined) => void;
}

export function OrderActs({ order, act, onAct }: Props) {
  const { t } = useTranslation();
  const session = useShop();
  const close = () => onAct(undefined);
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconSend size={16} />} onClick={() => onAct("write")}>{t("write.title")}</Button>
      {hasRole(session, "manager") && !order.refund && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => onAct("replace")}>{t("replace.start")}</Button>
      )}
      {hasRole(session, "owner") && !order.refund && (
        <Button variant="default" leftSection={<IconReceiptRefund size={16} />} onClick={() => onAct("refund")}>{t("refund.start")}</Button>
      )}
      {act === "write" && <WriteDialog customerId={order.user_id} orderId={order.id} onClose={close} />}
      {act === "replace" && <ReplaceDialog order={order} onClose={close} />}
      {act === "refund" && <RefundDialog order={order} onClose={close} />}
    </Group>
  );
}
