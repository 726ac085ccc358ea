import { Text } from "@mantine/core";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslation } from "react-i18next";
import type { Order } from "@/api/lists";
import { useFormat } from "@/format/format";
import { CustomerLink } from "@/ui/links";
import { RowLink } from "@/ui/RowLink";
import type { Opened } from "@/ui/opened";
import { wide } from "@/ui/wide";
import { OrderPrice } from "./OrderPrice";

export function useOrderColumns(opened: Opened): DataTableColumn<Order>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { accessor: "id", title: t("column.order"), sortable: true, render: (order) => (
      <RowLink href={opened.href(order.id)}>{`#${order.id}`}</RowLink>) },
    { accessor: "name", title: t("column.product"), render: (order) => (
      <><Text size="sm" fw={500}>{order.name}</Text>
        <Text size="xs" c="dimmed">{[order.city, order.district, order.category].join(" · ")}</Text>
        <Text size="xs" c="dimmed" hiddenFrom="sm">{format.moment(order.created_at)}</Text></>) },
    { accessor: "user_id", title: t("column.customer"), visibleMediaQuery: wide, render: (order) => <CustomerLink id={order.user_id} /> },
    { accessor: "final_price", title: t("column.price"), sortable: true, textAlign: "right", noWrap: true,
      render: (order) => <OrderPrice order={order} /> },
    { accessor: "created_at", title: t("column.when"), sortable: true, noWrap: true, visibleMediaQuery: wide,
      render: (order) => format.moment(order.created_at) },
  ];
}
