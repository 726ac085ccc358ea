// Asks for the value of a bulk change and says how many units it would change before it is made.
import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "@/format/amount";
import { useFormat } from "@/format/format";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { MoneyInput } from "@/ui/form/MoneyInput";
import { changeInBulk, type BulkAct, type BulkValue, type Selected } from "./bulk_calls";
import { useOfferUndo } from "./undo";

export type { BulkAct } from "./bulk_calls";

interface Props {
  act: BulkAct;
  selected: Selected;
  onClose: () => void;
  onDone: () => void;
}

function ValueInput({ act, value, onChange }: { act: BulkAct; value: BulkValue; onChange: (value: BulkValue) => void }) {
  const { t } = useTranslation();
  const label = t(`bulk.${act}_value`);
  switch (act) {
    case "discount":
      return <NumberInput label={label} data-autofocus min={0} max={100} allowDecimal={false} suffix="%" value={value}
        onChange={onChange} />;
    case "price":
      return <MoneyInput label={label} value={String(value)} onChange={onChange} error={undefined} />;
    case "category":
    case "withdraw":
      return <TextInput label={label} data-autofocus value={value} required={act === "category"}
        onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

export function BulkDialog({ act, selected, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  const [value, setValue] = useState<BulkValue>(act === "discount" ? 10 : "");
  const [settled] = useDebouncedValue(value, 300);
  const isGiven = act === "withdraw" || (act === "price" ? typedAmount(String(settled)) !== undefined : settled !== "");
  const count = useQuery({
    queryKey: ["bulk", act, selected, settled],
    queryFn: () => changeInBulk(act, selected, settled, true),
    enabled: isGiven,
    retry: false,
  });
  const change = useMutation({
    mutationFn: () => changeInBulk(act, selected, value, false),
    onSuccess: (done) => {
      void queries.invalidateQueries({ queryKey: ["products"] });
      offerUndo(done.message, done.id);
      onDone();
    },
  });
  const error = change.error ?? count.error;
  return (
    <Dialog title={t(`bulk.${act}_title`)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack>
          <ValueInput act={act} value={value} onChange={setValue} />
          <Failed error={error} />
          <Text size="sm" c="dimmed" aria-live="polite">
            {count.data && t("bulk.would_change", { count: count.data.updated, number: format.count(count.data.updated) })}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" color={act === "withdraw" ? "red" : ""} loading={change.isPending}
              disabled={!isGiven || !count.data?.updated}>{t(`bulk.${act}_submit`)}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
