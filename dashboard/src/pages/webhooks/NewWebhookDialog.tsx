import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { WebhookFields } from "./WebhookFields";
import type { WebhookDraft } from "./webhook";

const FRESH: WebhookDraft = { url: "", events: ["order.created"], allow_private: false };

export function NewWebhookDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (secret: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(FRESH);
  const adding = useMutation({
    mutationFn: async () => answered(await api.POST("/api/webhooks", { body: draft })),
    onSuccess: (added) => {
      void queries.invalidateQueries({ queryKey: ["webhooks"] });
      onAdded(added.secret);
    },
  });
  const problem = adding.error instanceof Problem ? adding.error : undefined;
  return (
    <Dialog title={t("webhooks.new")} onClose={onClose} isKept>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate();
        }}
      >
        <Stack>
          <WebhookFields draft={draft} onChange={setDraft} problem={problem} />
          {!problem?.document.errors && <Failed error={adding.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" loading={adding.isPending} disabled={draft.events.length === 0}>{t("webhooks.add")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
