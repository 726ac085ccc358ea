// What can be done with the units that are selected.
import { Button, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkDialog, type BulkAct } from "./BulkDialog";
import { selectionBody, type Selection } from "./selection";

interface Props {
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onDone: () => void;
  filters: Record<string, string>;
  matching: number; // rows that the filter finds
}

const ACTS: BulkAct[] = ["discount", "price", "category", "withdraw"];

export function BulkBar({ selection, onSelection, onDone, filters, matching }: Props) {
  const { t } = useTranslation();
  const [act, setAct] = useState<BulkAct>();
  const count = selection.isAllThatMatch ? matching : selection.rows.length;
  if (count === 0) return null;
  const canTakeAll = !selection.isAllThatMatch && matching > selection.rows.length;
  return (
    <Paper withBorder p="xs" bg="var(--mantine-primary-color-light)" role="region" aria-label={t("bulk.region")}>
      <Group justify="space-between">
        <Group gap="xs">
          <Text size="sm" fw={600} aria-live="polite">{t("bulk.selected", { count })}</Text>
          {canTakeAll && (
            <Button size="compact-sm" variant="subtle" onClick={() => onSelection({ ...selection, isAllThatMatch: true })}>
              {t("bulk.select_all", { count: matching })}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={onDone}>{t("bulk.clear")}</Button>
        </Group>
        <Group gap="xs">
          {ACTS.map((name) => (
            <Button key={name} size="compact-sm" variant={name === "discount" ? "filled" : "default"} onClick={() => setAct(name)}>
              {t(`bulk.${name}`)}
            </Button>
          ))}
        </Group>
      </Group>
      {act && (
        <BulkDialog act={act} selected={selectionBody(selection, filters)} onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined);
            onDone();
          }} />
      )}
    </Paper>
  );
}
