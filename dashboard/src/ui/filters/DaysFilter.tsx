// A day of the shop's time zone.
import { Group, Text, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ListState } from "../list_state";
import { useNarrowing } from "../narrowing";

function Day({ state, name }: { state: ListState; name: "from" | "to" }) {
  const { t } = useTranslation();
  const id = useId();
  const [day, change] = useNarrowing(state, name);
  return (
    <Group gap={6} wrap="nowrap">
      <Text component="label" htmlFor={id} size="sm" c="dimmed">{t(`filter.${name}`)}</Text>
      <TextInput id={id} type="date" min="2015-01-01" max="9999-12-31" w={{ base: "auto", sm: 145 }} flex={1} value={day}
        onChange={(event) => change(event.currentTarget.value)} />
    </Group>
  );
}

export function DaysFilter({ state }: { state: ListState }) {
  return <><Day state={state} name="from" /><Day state={state} name="to" /></>;
}
