// A text that narrows a list a moment after its writer paused.
import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@/ui/icons";
import { useTranslation } from "react-i18next";
import type { ListState } from "./list_state";
import { useNarrowing } from "./narrowing";

export function Search({ state, label }: { state: ListState; label: string }) {
  const { t } = useTranslation();
  const [text, change] = useNarrowing(state, "q");
  return (
    <TextInput aria-label={label} placeholder={label} value={text} w={{ base: "auto", sm: 280 }}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text && <CloseButton aria-label={t("button.clear")} onClick={() => change("")} />} />
  );
}
