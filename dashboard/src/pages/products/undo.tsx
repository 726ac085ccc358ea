// Says what was changed, with Undo for ten seconds.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/ui/Failed";
import { undo } from "./bulk_calls";

const UNDO_MS = 10_000;

export function useOfferUndo() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  return useCallback(
    (message: string, id: number | undefined) => {
      const shown = `bulk-${id}`;
      const setBack = async (change: number) => {
        const outcome = await undo(change).then((done) => done.message, errorText);
        await queries.invalidateQueries({ queryKey: ["products"] });
        notifications.update({ id: shown, message: outcome, autoClose: 4_000 });
      };
      notifications.show({
        id: shown,
        autoClose: UNDO_MS,
        closeButtonProps: { "aria-label": t("button.close") },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{message}</Text>
            {id !== undefined && <Button size="compact-sm" variant="light" onClick={() => void setBack(id)}>{t("button.undo")}</Button>}
          </Group>
        ),
      });
    },
    [queries, t, errorText],
  );
}
