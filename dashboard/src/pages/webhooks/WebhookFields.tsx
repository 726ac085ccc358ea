import { Checkbox, Stack, Switch, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import { EVENTS, type WebhookDraft } from "./webhook";

interface Props {
  draft: WebhookDraft;
  onChange: (draft: WebhookDraft) => void;
  problem: Problem | undefined;
}

export function WebhookFields({ draft, onChange, problem }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t("webhooks.url")} description={t("webhooks.url_about")} type="url" required data-autofocus maxLength={2000}
        placeholder="https://example.com/kram" value={draft.url} error={problem?.of("url")}
        onChange={(event) => onChange({ ...draft, url: event.currentTarget.value })} />
      <Checkbox.Group label={t("webhooks.events")} required value={draft.events} error={problem?.of("events")}
        onChange={(chosen) => onChange({ ...draft, events: EVENTS.filter((event) => chosen.includes(event)) })}>
        <Stack gap={6} mt="xs">
          {EVENTS.map((event) => <Checkbox key={event} value={event} label={t(`event.${event}`)} />)}
        </Stack>
      </Checkbox.Group>
      <Switch label={t("webhooks.allow_private")} description={t("webhooks.allow_private_about")} checked={draft.allow_private}
        error={problem?.of("allow_private")} onChange={(event) => onChange({ ...draft, allow_private: event.currentTarget.checked })} />
    </>
  );
}
