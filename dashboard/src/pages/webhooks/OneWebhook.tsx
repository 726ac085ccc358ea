// A webhook: what it is told of, what was sent to it, and what can be done with it.
import { Anchor, Button, Paper, Skeleton, Stack, Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { answered, api } from "@/api/client";
import type { Tagged } from "@/api/etag";
import { useFormat } from "@/format/format";
import { Confirm } from "@/ui/Confirm";
import { Facts } from "@/ui/Facts";
import { Failed, useErrorText } from "@/ui/Failed";
import { PageHead } from "@/ui/PageHead";
import { tell } from "@/ui/tell";
import { Deliveries } from "./Deliveries";
import { EditWebhookDialog } from "./EditWebhookDialog";
import { WebhookState } from "./WebhookState";
import { useChange, useReread, useWebhook } from "./change";
import type { Webhook } from "./webhook";

const remove = async (id: number) => answered(await api.DELETE("/api/webhooks/{id}", { params: { path: { id } } }));

function OnOff({ read }: { read: Tagged<Webhook> }) {
  const { t } = useTranslation();
  const change = useChange(read, () => tell(t(read.value.is_enabled ? "webhooks.was_switched_off" : "webhooks.was_switched_on")));
  return (
    <>
      <Switch label={t("webhooks.is_on")} description={t("webhooks.is_on_about")} checked={read.value.is_enabled} disabled={change.isPending}
        onChange={(event) => change.mutate({ is_enabled: event.currentTarget.checked })} />
      <Failed error={change.error} />
    </>
  );
}

function Acts({ read, onEdit, onRemove }: { read: Tagged<Webhook>; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { id, is_enabled } = read.value;
  const reread = useReread(id);
  const ping = useMutation({
    mutationFn: async () => answered(await api.POST("/api/webhooks/{id}/ping", { params: { path: { id } } })),
    onSuccess: () => tell(t("webhooks.pinged")),
    onError: (error) => tell(errorText(error), "red"),
    onSettled: reread,
  });
  return (
    <>
      <Button variant="default" loading={ping.isPending} disabled={!is_enabled} onClick={() => ping.mutate()}>{t("webhooks.ping")}</Button>
      <Button variant="default" onClick={onEdit}>{t("webhooks.edit")}</Button>
      <Button variant="light" color="red" onClick={onRemove}>{t("webhooks.remove")}</Button>
    </>
  );
}

function Known({ read }: { read: Tagged<Webhook> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const webhook = read.value;
  return (
    <Paper withBorder p="md" maw={720}>
      <Stack>
        <Facts facts={[
          [t("column.state"), <WebhookState key="state" webhook={webhook} />],
          [t("webhooks.url"), webhook.url],
          [t("webhooks.events"), webhook.events.map((event) => t(`event.${event}`)).join(", ")],
          [t("webhooks.allow_private"), t(webhook.allow_private ? "audit.true" : "audit.false")],
          [t("column.added"), format.moment(webhook.created_at)],
        ]} />
        <OnOff read={read} />
      </Stack>
    </Paper>
  );
}

export function OneWebhook({ id }: { id: number }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const reread = useReread(id);
  const loaded = useWebhook(id);
  const [dialog, setDialog] = useState<"edit" | "remove">();
  const close = () => setDialog(undefined);
  const read = loaded.data;
  return (
    <Stack gap="sm">
      <Anchor component={Link} href="/webhooks" size="sm">{t("webhooks.back")}</Anchor>
      <PageHead title={t("webhooks.one", { id })}>
        {read && <Acts read={read} onEdit={() => setDialog("edit")} onRemove={() => setDialog("remove")} />}
      </PageHead>
      <Failed error={loaded.error} onRetry={() => void loaded.refetch()} />
      {loaded.isPending && <Skeleton h={200} />}
      {read && <Known read={read} />}
      {read && <Deliveries webhook={read.value} />}
      {read && dialog === "edit" && <EditWebhookDialog read={read} onClose={close} />}
      {read && dialog === "remove" && (
        <Confirm title={t("webhooks.remove_title", { id })} text={t("webhooks.remove_text", { url: read.value.url })} submit={t("webhooks.remove")}
          onClose={close} act={() => remove(id)}
          onDone={() => {
            tell(t("webhooks.was_removed"));
            go("/webhooks");
            void reread();
          }} />
      )}
    </Stack>
  );
}
