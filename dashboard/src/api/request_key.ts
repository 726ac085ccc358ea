// A name for one request, so that sending it again does nothing twice.
import { useCallback, useRef } from "react";

// Made of random bytes and not by randomUUID, which browsers leave out of pages over plain HTTP.
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The same key while the same is sent again; another one for other contents and after `forget`.
export function useRequestKey() {
  const made = useRef<{ contents: string; key: string }>(undefined);
  const keyOf = useCallback((value: unknown): string => {
    const contents = JSON.stringify(value) ?? "";
    if (made.current?.contents !== contents) made.current = { contents, key: newRequestKey() };
    return made.current.key;
  }, []);
  const forget = useCallback(() => {
    made.current = undefined;
  }, []);
  return { keyOf, forget };
}
