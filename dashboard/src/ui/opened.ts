// Which row of a list stands open beside it, kept in the address (`?order=12`), so that it can be sent.
import { useLocation, useSearch, useSearchParams } from "wouter";

export const OPENED_NAMES = ["order", "customer"] as const;

export interface Opened {
  id: number | undefined;
  href(id: number): string;
  open(id: number): void;
  close(): void;
}

export function useOpened(name: (typeof OPENED_NAMES)[number]): Opened {
  const [location] = useLocation();
  const search = useSearch();
  const [parameters, setParameters] = useSearchParams();
  const id = Number(parameters.get(name));
  const withId = (old: URLSearchParams | string, value: number) => {
    const next = new URLSearchParams(old);
    next.set(name, String(value));
    return next;
  };
  return {
    id: Number.isSafeInteger(id) && id > 0 ? id : undefined,
    href: (value) => `${location}?${withId(search, value)}`,
    open: (value) => setParameters((old) => withId(old, value)),
    close: () =>
      setParameters((old) => {
        const next = new URLSearchParams(old);
        next.delete(name);
        return next;
      }),
  };
}
