import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { loadOrders, type Order } from "@/api/lists";
import { ExportButton } from "@/ui/ExportButton";
import { ListTable } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { isFiltered, useListState } from "@/ui/list_state";
import { useOpened } from "@/ui/opened";
import { OrderFilters } from "./OrderFilters";
import { OrderPanel } from "./OrderPanel";
import { useOrderColumns } from "./order_columns";

export default function Orders() {
  const { t } = useTranslation();
  const state = useListState("-created_at");
  const opened = useOpened("order");
  const columns = useOrderColumns(opened);
  return (
    <>
      <PageHead title={t("page.orders")}>
        <ExportButton path="/api/orders" name="orders" query={{ ...state.filters, sort: state.sort }} />
      </PageHead>
      <Stack gap="sm">
        <OrderFilters state={state} opened={opened} />
        <ListTable<Order> name="orders" state={state} load={loadOrders} columns={columns}
          emptyText={t(isFiltered(state) ? "list.no_match" : "orders.empty")} onOpen={(order) => opened.open(order.id)} />
      </Stack>
      <OrderPanel opened={opened} />
    </>
  );
}
