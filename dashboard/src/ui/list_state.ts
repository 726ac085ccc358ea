// What a list shows, kept in the address, so that it can be sent to a colleague and Back works.
import { useMemo } from "react";
import { useSearchParams } from "wouter";
import { OPENED_NAMES } from "./opened";

export const PAGE_SIZES = [25, 50, 100, 200];

export interface ListState {
  page: number;
  perPage: number;
  sort: string;
  filter(name: string): string;
  filters: Record<string, string>;
  set(changes: Record<string, string | number | undefined>): void;
}

// What the address says that is no filter.
const OWN = new Set<string>(["page", "per_page", "sort", ...OPENED_NAMES]);

function positive(text: string | null, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

export function useListState(initialSort: string): ListState {
  const [parameters, setParameters] = useSearchParams();
  return useMemo(() => {
    const filters = Object.fromEntries([...parameters].filter(([name]) => !OWN.has(name)));
    return {
      page: positive(parameters.get("page"), 1),
      perPage: positive(parameters.get("per_page"), 50),
      sort: parameters.get("sort") ?? initialSort,
      filters,
      filter: (name) => parameters.get(name) ?? "",
      set: (changes) =>
        setParameters((old) => {
          const next = new URLSearchParams(old);
          if (!("page" in changes)) next.delete("page");
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined || value === "") next.delete(name);
            else next.set(name, String(value));
          }
          return next;
        }),
    };
  }, [parameters, setParameters, initialSort]);
}

export const isFiltered = (state: ListState): boolean => Object.keys(state.filters).length > 0;
