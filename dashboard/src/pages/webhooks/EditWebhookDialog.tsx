import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/etag";
import { Problem } from "@/api/problem";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { tell } from "@/ui/tell";
import { WebhookFields } from "./WebhookFields";
import { useChange } from "./change";
import type { Webhook, WebhookDraft } from "./webhook";

export function EditWebhookDialog({ read, onClose }: { read: Tagged<Webhook>; onClose: () => void }) {
  const { t } = useTranslation();
  // As it was when the dialogue was opened: the page behind it may read a newer one.
  const [opened] = useState(read);
  const { url, events, allow_private } = opened.value;
  const [draft, setDraft] = useState<WebhookDraft>({ url, events, allow_private });
  const change = useChange(opened, () => {
    tell(t("webhooks.saved"));
    onClose();
  });
  const problem = change.error instanceof Problem ? change.error : undefined;
  return (
    <Dialog title={t("webhooks.edit_this", { id: opened.value.id })} onClose={onClose} isKept>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(draft);
        }}
      >
        <Stack>
          <WebhookFields draft={draft} onChange={setDraft} problem={problem} />
          {!problem?.document.errors && <Failed error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" loading={change.isPending} disabled={draft.events.length === 0}>{t("button.save")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
