import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { loadCustomers, type Customer } from "@/api/lists";
import { ExportButton } from "@/ui/ExportButton";
import { ListTable } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { Search } from "@/ui/Search";
import { ChoiceFilter } from "@/ui/filters/ChoiceFilter";
import { FilterBar } from "@/ui/filters/FilterBar";
import { isFiltered, useListState } from "@/ui/list_state";
import { useOpened } from "@/ui/opened";
import { CustomerPanel } from "./card/CustomerPanel";
import { useCustomerColumns } from "./customer_columns";

const BANNED = { true: "customers.banned", false: "customers.not_banned" };

export default function Customers() {
  const { t } = useTranslation();
  const state = useListState("-created_at");
  const opened = useOpened("customer");
  const columns = useCustomerColumns(opened);
  return (
    <>
      <PageHead title={t("page.customers")}>
        <ExportButton path="/api/users" name="customers" query={{ ...state.filters, sort: state.sort }} />
      </PageHead>
      <Stack gap="sm">
        <FilterBar state={state} search={<Search state={state} label={t("customers.search")} />}>
          <ChoiceFilter state={state} name="banned" label={t("column.state")} choices={BANNED} />
        </FilterBar>
        <ListTable<Customer> name="customers" state={state} load={loadCustomers} columns={columns}
          emptyText={t(isFiltered(state) ? "list.no_match" : "customers.empty")}
          onOpen={(customer) => opened.open(customer.id)} />
      </Stack>
      <CustomerPanel opened={opened} />
    </>
  );
}
