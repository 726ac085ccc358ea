// Narrows a list to the days from one to another, in the shop's zone.
import { Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListState } from "./list_state";

export function DayFilters({ state }: { state: ListState }) {
  const { t } = useTranslation();
  return ["from", "to"].map((name) => (
    <TextInput key={name} type="date" aria-label={t(`filter.${name}_day`)} w={{ base: "calc(50% - 8px)", sm: 185 }}
      leftSection={<Text size="xs" c="dimmed">{t(`filter.${name}`)}</Text>} leftSectionWidth={42} leftSectionPointerEvents="none"
      value={state.filter(name)} onChange={(event) => state.set({ [name]: event.currentTarget.value })} />
  ));
}
