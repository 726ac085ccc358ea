// Narrows the log to the acts of one of the staff, a key, or the command line.
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { useShop } from "@/app/session";
import { useActorText } from "@/format/actor";
import type { ListState } from "@/ui/list_state";

interface Choice {
  value: string;
  label: string;
}

async function load(): Promise<Choice[]> {
  const [staff, keys] = await Promise.all([
    api.GET("/api/staff").then(answered), api.GET("/api/keys", { params: { query: { per_page: 200 } } }).then(answered),
  ]);
  return [
    ...staff.items.map((one) => ({ value: `${one.role}:${one.user_id}`, label: one.first_name ?? String(one.user_id) })),
    ...keys.items.map((key) => ({ value: `${key.role}_key:${key.id}`, label: key.name })),
  ];
}

export function ActorFilter({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const session = useShop();
  const actorText = useActorText();
  const known = useQuery({ queryKey: ["audit", "actors"], queryFn: load, staleTime: 60_000 });
  const chosen = state.filter("actor");
  const values = new Map((known.data ?? []).map(({ value, label }) => [value, `${label} · ${actorText(value)}`]));
  for (const value of [`web:${session.name}`, "cli", chosen]) if (value && !values.has(value)) values.set(value, actorText(value));
  return (
    <Select aria-label={t("audit.actor")} placeholder={t("audit.actor")} clearable searchable w={{ base: "100%", sm: 240 }}
      nothingFoundMessage={t("audit.no_actor")} data={[...values].map(([value, label]) => ({ value, label }))}
      value={chosen || null} onChange={(value) => state.set({ actor: value ?? undefined })} />
  );
}
