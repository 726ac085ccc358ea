import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isFiltered, type ListState } from "../list_state";

export function ClearFilters({ state }: { state: ListState }) {
  const { t } = useTranslation();
  if (!isFiltered(state)) return null;
  const none = Object.fromEntries(Object.keys(state.filters).map((name) => [name, undefined]));
  return <Button variant="subtle" onClick={() => state.set(none)}>{t("filter.clear")}</Button>;
}
