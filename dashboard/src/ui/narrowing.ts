// The text of a filter while it is being typed: it narrows the list a moment after its writer paused.
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { ListState } from "./list_state";

const PAUSE_MS = 250;

export function useNarrowing(state: ListState, name: string): [string, (text: string) => void] {
  const settled = state.filter(name);
  const [text, setText] = useState(settled);
  const sent = useRef(settled);
  // The address changed by other means: Back, a link, `Clear filters`.
  useEffect(() => {
    if (settled === sent.current) return;
    sent.current = settled;
    setText(settled);
  }, [settled]);
  const narrow = useDebouncedCallback((value: string) => {
    sent.current = value;
    state.set({ [name]: value });
  }, PAUSE_MS);
  return [
    text,
    (value) => {
      setText(value);
      narrow(value);
    },
  ];
}
