// One unit: what it is, and the form that changes its offer.
import { Button, Group, NumberInput, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { tagged, type Tagged } from "@/api/etag";
import { Failed } from "@/ui/Failed";
import { SidePanel } from "@/ui/SidePanel";
import { refusalOf, useWrite } from "@/ui/form/write";
import { changesOf, draftOf, type Draft } from "./draft";
import { Picture } from "./picture/Picture";
import type { Unit } from "./selection";

const loadUnit = async (id: number) => tagged<Unit>(await api.GET("/api/products/{id}", { params: { path: { id } } }));

function Form({ value: unit, etag, onSaved }: Tagged<Unit> & { onSaved: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => draftOf(unit));
  const changes = changesOf(unit, draft);
  const save = useWrite({
    send: async () =>
      answered(await api.PATCH("/api/products/{id}", {
        params: { path: { id: unit.id }, header: { "If-Match": etag } }, body: changes })),
    message: () => t("edit.saved"),
    changes: ["products"],
    onDone: onSaved,
  });
  const text = (name: "name" | "city" | "district" | "category") => (
    <TextInput label={t(`column.${name}`)} value={draft[name]} required error={refusalOf(save.error, name)}
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
        <Failed error={save.error} />
        <Text size="sm" c="dimmed">{t("edit.scope")}</Text>
        {text("name")}
        <Group grow>{text("city")}{text("district")}</Group>
        {text("category")}
        <Textarea label={t("column.description")} autosize minRows={2} value={draft.description} error={refusalOf(save.error, "description")}
          onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })} />
        <Group grow>
          <NumberInput label={t("column.price")} decimalScale={2} fixedDecimalScale value={draft.base_price} error={refusalOf(save.error, "base_price")}
            onValueChange={({ value }) => setDraft({ ...draft, base_price: value })} />
          <NumberInput label={t("column.discount")} min={0} max={100} suffix="%" value={draft.discount_percent} error={refusalOf(save.error, "discount_percent")}
            onChange={(value) => setDraft({ ...draft, discount_percent: Number(value) })} />
        </Group>
        <Button type="submit" loading={save.isPending} disabled={Object.keys(changes).length === 0}>{t("button.save")}</Button>
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
    refetchOnWindowFocus: false, // what is being typed stays
    refetchOnReconnect: false,
  });
  return (
    <SidePanel isOpen={unit !== undefined} title={unit ? `${unit.name} · ${unit.id}` : ""} onClose={onClose}>
      {loaded.data && <Picture id={loaded.data.value.id} name={loaded.data.value.name} />}
      {loaded.data && <Form key={loaded.data.etag} {...loaded.data} onSaved={onClose} />}
    </SidePanel>
  );
}
