import { useTranslation } from "react-i18next";
import { Search } from "@/ui/Search";
import { ChoiceFilter } from "@/ui/filters/ChoiceFilter";
import { FilterBar } from "@/ui/filters/FilterBar";
import { PlaceFilters } from "@/ui/filters/PlaceFilters";
import type { ListState } from "@/ui/list_state";

export function Filters({ state }: { state: ListState }) {
  const { t } = useTranslation();
  return (
    <FilterBar state={state} search={<Search state={state} label={t("products.search")} />}>
      <PlaceFilters state={state} />
      <ChoiceFilter state={state} name="sold" label={t("column.sold")} choices={{ false: "unit.for_sale", true: "unit.sold" }} />
      <ChoiceFilter state={state} name="discounted" label={t("column.discounted")}
        choices={{ true: "unit.discounted", false: "unit.full_price" }} />
    </FilterBar>
  );
}
