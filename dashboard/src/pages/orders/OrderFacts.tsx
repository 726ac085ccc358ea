import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/format/format";
import { NamedCustomerLink } from "@/pages/people/NamedCustomerLink";
import { Facts } from "@/ui/Facts";
import { OrderPrice } from "./OrderPrice";
import type { OrderDetails } from "./order";

export function OrderFacts({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Facts facts={[
      [t("column.product"), <Text key="name" span size="sm" fw={600}>{order.name}</Text>],
      [t("order.place"), [order.city, order.district].join(" · ")],
      [t("column.category"), order.category],
      [t("column.price"), <OrderPrice key="price" order={order} justify="flex-start" />],
      [t("column.customer"), <NamedCustomerLink key="customer" id={order.user_id} />],
      [t("order.bought"), format.moment(order.created_at)],
      [t("order.unit"), String(order.product_id)],
    ]} />
  );
}
