// Narrows a list to those with a value that is typed, a moment after its writer paused.
import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { ListState } from "./list_state";

interface Props extends Pick<TextInputProps, "inputMode" | "description"> {
  state: ListState;
  name: string;
  label: string;
}

export function TextFilter({ state, name, label, ...rest }: Props) {
  const chosen = state.filter(name);
  const [text, setText] = useState(chosen);
  const sent = useRef(chosen);
  const narrow = useDebouncedCallback((value: string) => {
    sent.current = value.trim();
    state.set({ [name]: sent.current });
  }, 250);
  useEffect(() => {
    if (chosen === sent.current) return;
    sent.current = chosen;
    setText(chosen);
  }, [chosen]);
  return (
    <TextInput aria-label={label} placeholder={label} w={{ base: "calc(50% - 8px)", sm: 170 }} value={text} {...rest}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        narrow(value);
      }} />
  );
}
