import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListState } from "../list_state";

interface Props {
  state: ListState;
  name: string;
  label: string;
  choices: Record<string, string>; // from value to message
}

export function ChoiceFilter({ state, name, label, choices }: Props) {
  const { t } = useTranslation();
  return (
    <Select aria-label={label} placeholder={label} clearable w={{ base: "100%", sm: 150 }}
      clearButtonProps={{ "aria-label": t("button.clear") }}
      value={state.filter(name) || null} onChange={(value) => state.set({ [name]: value ?? undefined })}
      data={Object.entries(choices).map(([value, text]) => ({ value, label: t(text) }))} />
  );
}
