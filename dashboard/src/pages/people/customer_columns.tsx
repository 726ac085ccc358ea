import { Box, Text } from "@mantine/core";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslation } from "react-i18next";
import type { Customer } from "@/api/lists";
import { useFormat } from "@/format/format";
import { RowLink } from "@/ui/RowLink";
import type { Opened } from "@/ui/opened";
import { wide } from "@/ui/wide";
import { CustomerStates } from "./CustomerStates";

export function useCustomerColumns(opened: Opened): DataTableColumn<Customer>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { accessor: "first_name", title: t("column.customer"), render: (customer) => (
      <><div><RowLink href={opened.href(customer.id)}>{customer.first_name || String(customer.id)}</RowLink></div>
        <Text size="xs" c="dimmed">{[customer.username && `@${customer.username}`, customer.id].filter(Boolean).join(" · ")}</Text>
        <Box hiddenFrom="sm"><CustomerStates customer={customer} /></Box></>) },
    { accessor: "balance", title: t("column.balance"), textAlign: "right", noWrap: true,
      render: (customer) => format.money(customer.balance) },
    { accessor: "is_banned", title: t("column.state"), visibleMediaQuery: wide, render: (customer) => <CustomerStates customer={customer} /> },
    { accessor: "last_seen_at", title: t("column.last_seen"), noWrap: true, visibleMediaQuery: wide,
      render: (customer) => format.moment(customer.last_seen_at) },
    { accessor: "created_at", title: t("column.since"), sortable: true, noWrap: true, visibleMediaQuery: wide,
      render: (customer) => format.moment(customer.created_at) },
  ];
}
