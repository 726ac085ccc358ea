// One unit: what it is, and the form that changes its offer.
import { Alert, Button, Group, NumberInput, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { SidePanel } from "@/ui/SidePanel";
import { Picture } from "./picture/Picture";
import type { Unit } from "./selection";

interface Loaded {
  unit: Unit;
  etag: string;
}

async function loadUnit(id: number): Promise<Loaded> {
  const outcome = await api.GET("/api/products/{id}", { params: { path: { id } } });
  return { unit: answered(outcome), etag: outcome.response.headers.get("ETag") ?? "" };
}

function Form({ unit, etag, onSaved }: Loaded & { onSaved: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({
    name: unit.name, city: unit.city, district: unit.district, category: unit.category,
    description: unit.description, base_price: unit.base_price, discount_percent: unit.discount_percent,
  });
  const save = useMutation({
    mutationFn: async () =>
      answered(await api.PATCH("/api/products/{id}", {
        params: { path: { id: unit.id }, header: { "If-Match": etag } }, body: draft })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["products"] });
      onSaved();
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const text = (name: "name" | "city" | "district" | "category") => (
    <TextInput label={t(`column.${name}`)} value={draft[name]} required error={problem?.of(name)}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })} />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        {save.error && <Alert color="red" role="alert">{problem?.status === 412 ? t("edit.stale") : save.error.message}</Alert>}
        <Text size="sm" c="dimmed">{t("edit.scope")}</Text>
        {text("name")}
        <Group grow>{text("city")}{text("district")}</Group>
        {text("category")}
        <Textarea label={t("column.description")} autosize minRows={2} value={draft.description} error={problem?.of("description")}
          onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })} />
        <Group grow>
          <NumberInput label={t("column.price")} decimalScale={2} fixedDecimalScale value={draft.base_price} error={problem?.of("base_price")}
            onChange={(value) => setDraft({ ...draft, base_price: Number(value).toFixed(2) })} />
          <NumberInput label={t("column.discount")} min={0} max={100} suffix="%" value={draft.discount_percent} error={problem?.of("discount_percent")}
            onChange={(value) => setDraft({ ...draft, discount_percent: Number(value) })} />
        </Group>
        <Button type="submit" loading={save.isPending}>{t("button.save")}</Button>
      </Stack>
    </form>
  );
}

export function EditDrawer({ unit, onClose }: { unit: Unit | undefined; onClose: () => void }) {
  const loaded = useQuery({
    queryKey: ["product", unit?.id],
    queryFn: () => loadUnit(unit?.id ?? 0),
    enabled: unit !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <SidePanel isOpen={unit !== undefined} title={unit ? `${unit.name} · ${unit.id}` : ""} onClose={onClose}>
      {loaded.data && <Picture id={loaded.data.unit.id} name={loaded.data.unit.name} />}
      {loaded.data && <Form key={loaded.data.etag} {...loaded.data} onSaved={onClose} />}
    </SidePanel>
  );
}
