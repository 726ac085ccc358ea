import { ActionIcon, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Search } from "@/ui/Search";
import { FilterBar } from "@/ui/filters/FilterBar";
import { DaysFilter } from "@/ui/filters/DaysFilter";
import { TextFilter } from "@/ui/filters/TextFilter";
import { IconChevronRight } from "@/ui/icons";
import type { ListState } from "@/ui/list_state";
import type { Opened } from "@/ui/opened";

// Opens the order whose number a customer told.
function ByNumber({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const label = t("orders.by_number");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text) opened.open(Number(text));
      }}
    >
      <TextInput aria-label={label} placeholder={label} inputMode="numeric" value={text} w={{ base: "100%", sm: 170 }} leftSection="#"
        onChange={(event) => setText(event.currentTarget.value.replace(/\D/g, "").slice(0, 15))}
        rightSection={text && (
          <ActionIcon type="submit" variant="subtle" aria-label={t("button.open")}><IconChevronRight size={16} /></ActionIcon>
        )} />
    </form>
  );
}

export function OrderFilters({ state, opened }: { state: ListState; opened: Opened }) {
  const { t } = useTranslation();
  return (
    <FilterBar state={state} search={<Search state={state} label={t("orders.search")} />}>
      <ByNumber opened={opened} />
      {["city", "district", "category"].map((name) => (
        <TextFilter key={name} state={state} name={name} label={t(`column.${name}`)} />
      ))}
      <TextFilter state={state} name="user_id" label={t("filter.customer_id")} digitsOnly />
      <DaysFilter state={state} />
    </FilterBar>
  );
}
