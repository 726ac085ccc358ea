import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { cents } from "@/format/amount";
import type { OrderDetails } from "./order";

const COLORS = { waiting: "yellow", sent: "kram", given_up: "red" } as const;

export function OrderStates({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const { refund } = order;
  const isWhole = refund && cents(refund.amount) >= cents(order.final_price);
  return (
    <>
      <Badge variant="light" color={COLORS[order.delivery]}>{t(`order_delivery.${order.delivery}`)}</Badge>
      {refund && <Badge variant="light" color="grape">{t(isWhole ? "order.refunded" : "order.refunded_partly")}</Badge>}
      {order.replacements.length > 0 && <Badge variant="light" color="blue">{t("order.replaced")}</Badge>}
    </>
  );
}
