import { TextInput } from "@mantine/core";
import type { ListState } from "../list_state";
import { useNarrowing } from "../narrowing";

interface Props {
  state: ListState;
  name: string;
  label: string;
  digitsOnly?: boolean;
}

export function TextFilter({ state, name, label, digitsOnly = false }: Props) {
  const [text, change] = useNarrowing(state, name);
  return (
    <TextInput aria-label={label} placeholder={label} value={text} w={{ base: "100%", sm: 140 }}
      {...(digitsOnly ? { inputMode: "numeric" } : {})}
      onChange={({ currentTarget: { value } }) => change(digitsOnly ? value.replace(/\D/g, "") : value)} />
  );
}
