// Adds an offer with a unit for each code: as a file of one row a code, all of it or nothing.
import { Button, Group, NumberInput, Stack, TextInput, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { beginImport } from "@/api/imports";
import { newRequestKey } from "@/api/request_key";
import { useFormat } from "@/format/format";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { rowsAsCsv } from "./import/convert";
import { Progress } from "./import/Progress";

const EMPTY = { city: "", district: "", category: "", name: "", description: "", base_price: "", discount_percent: "" };
type Draft = typeof EMPTY;

export const codesOf = (text: string): string[] =>
  text.split("\n").map((line) => line.trim()).filter(Boolean);

function Fields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation();
  const text = (name: "city" | "district" | "category" | "name", isFirst = false) => (
    <TextInput label={t(`column.${name}`)} required data-autofocus={isFirst || undefined} value={draft[name]} maxLength={100}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })} />
  );
  return (
    <>
      {text("name", true)}
      <Group grow>{text("city")}{text("district")}{text("category")}</Group>
      <Textarea label={t("column.description")} autosize minRows={2} value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })} />
      <Group grow>
        <NumberInput label={t("column.price")} required min={0.01} decimalScale={2} value={draft.base_price}
          onValueChange={({ value }) => onChange({ ...draft, base_price: value })} />
        <NumberInput label={t("column.discount")} min={0} max={100} allowDecimal={false} suffix="%" value={draft.discount_percent}
          onChange={(value) => onChange({ ...draft, discount_percent: String(value) })} />
      </Group>
    </>
  );
}

export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [draft, setDraft] = useState(EMPTY);
  const [text, setText] = useState("");
  const [key, setKey] = useState(() => newRequestKey());
  const codes = codesOf(text);
  const add = useMutation({
    mutationFn: () => beginImport(rowsAsCsv(codes.map((code) => ({ ...draft, delivery_text: code }))), false, key),
    onSuccess: () => setKey(newRequestKey()),
  });
  return (
    <Dialog title={t("add.title")} onClose={onClose} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack>
          <Failed error={add.error} />
          <Fields draft={draft} onChange={setDraft} />
          <Textarea label={t("add.codes")} description={t("add.codes_help")} required autosize minRows={4} maxRows={12} value={text}
            onChange={(event) => setText(event.currentTarget.value)} styles={{ input: { fontFamily: "monospace" } }} />
          {add.data && <Progress key={add.data.id} id={add.data.id} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.close")}</Button>
            <Button type="submit" loading={add.isPending} disabled={codes.length === 0}>
              {t("add.submit", { count: codes.length, number: format.count(codes.length) })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
