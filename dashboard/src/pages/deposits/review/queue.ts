// The deposits by BLIK and bank transfer that wait for a person, one after the other.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { answered, api } from "@/api/client";
import type { Deposit } from "../deposit";

const MOST = 200;

async function pending(method: "blik" | "bank"): Promise<Deposit[]> {
  const query = { status: "pending", method, sort: "id", per_page: MOST } as const;
  return answered(await api.GET("/api/deposits", { params: { query } })).items;
}

// Those whose customers say that they have paid come first, the longest waiting on top.
function byUrgency(one: Deposit, other: Deposit): number {
  if (Boolean(one.submitted_at) !== Boolean(other.submitted_at)) return one.submitted_at ? -1 : 1;
  return (one.submitted_at ?? one.created_at).localeCompare(other.submitted_at ?? other.created_at);
}

const load = async () => (await Promise.all([pending("blik"), pending("bank")])).flat().sort(byUrgency);

// `onGone`: the one that was shown was decided elsewhere.
export function useQueue(first: number | undefined, onGone: (id: number) => void) {
  const queries = useQueryClient();
  const list = useQuery({ queryKey: ["deposits", "review"], queryFn: load, refetchInterval: 10_000, staleTime: 0 });
  const [passed, setPassed] = useState<ReadonlySet<number>>(new Set());
  const [chosen, setChosen] = useState(first);
  const waiting = useMemo(() => (list.data ?? []).filter(({ id }) => !passed.has(id)), [list.data, passed]);
  const current = waiting.find(({ id }) => id === chosen) ?? waiting[0];
  useEffect(() => {
    if (!list.data || chosen === current?.id) return;
    const isGone = chosen !== undefined && !passed.has(chosen) && !list.data.some(({ id }) => id === chosen);
    if (isGone) onGone(chosen);
    setChosen(current?.id);
  }, [list.data, chosen, current?.id, passed, onGone]);
  const pass = useCallback((id: number) => setPassed((old) => new Set(old).add(id)), []);
  const reread = useCallback(async () => {
    await queries.invalidateQueries({ queryKey: ["deposits"] });
    await queries.invalidateQueries({ queryKey: ["waiting"] });
  }, [queries]);
  const again = useCallback(() => setPassed(new Set()), []);
  return { list, waiting, current, passedCount: (list.data ?? []).length - waiting.length, pass, again, reread };
}
