// Narrows a list to one of a few values.
import { Select } from "@mantine/core";
import type { ListState } from "./list_state";

interface Props {
  state: ListState;
  name: string;
  label: string;
  choices: { value: string; label: string }[];
}

export function ChoiceFilter({ state, name, label, choices }: Props) {
  return (
    <Select aria-label={label} placeholder={label} clearable w={{ base: "calc(50% - 8px)", sm: 170 }} data={choices}
      value={state.filter(name) || null} onChange={(value) => state.set({ [name]: value ?? undefined })} />
  );
}
