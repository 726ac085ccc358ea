import { Button, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import { answered, api } from "@/api/client";
import { useFormat } from "@/format/format";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { SecretOnce } from "@/ui/SecretOnce";
import { IconPlus } from "@/ui/icons";
import { useListState } from "@/ui/list_state";
import { NewWebhookDialog } from "./NewWebhookDialog";
import { OneWebhook } from "./OneWebhook";
import { WebhookState } from "./WebhookState";
import type { Webhook } from "./webhook";

const load = async (query: ListQuery) => answered(await api.GET("/api/webhooks", { params: { query: narrowed(query, []) } }));

function List() {
  const { t } = useTranslation();
  const format = useFormat();
  const [, go] = useLocation();
  const state = useListState("-created_at");
  const [isAdding, adding] = useDisclosure(false);
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <PageHead title={t("page.webhooks")}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={adding.open}>{t("webhooks.new")}</Button>
      </PageHead>
      <Stack>
        <Text size="sm" c="dimmed" maw={640}>{t("webhooks.about")}</Text>
        <ListTable<Webhook> name="webhooks" state={state} load={load} emptyText={t("webhooks.empty")}
          onOpen={(row) => go(`/webhooks/${row.id}`)}
          columns={[
            { accessor: "url", title: t("webhooks.url"), render: (row) => <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>{row.url}</Text> },
            { accessor: "events", title: t("webhooks.events"), render: (row) => row.events.length === 8 ? t("webhooks.all_events")
              : row.events.map((event) => t(`event.${event}`)).join(", ") },
            { accessor: "is_enabled", title: t("column.state"), render: (row) => <WebhookState webhook={row} /> },
            { accessor: "created_at", title: t("column.added"), sortable: true, render: (row) => format.moment(row.created_at) },
            { accessor: "id", title: <VisuallyHidden>{t("list.acts")}</VisuallyHidden>, textAlign: "right", render: (row) => (
              <Button size="compact-sm" variant="default" aria-label={t("webhooks.open_of", { url: row.url })} onClick={() => go(`/webhooks/${row.id}`)}>{t("webhooks.open")}</Button>) },
          ]} />
      </Stack>
      {isAdding && (
        <NewWebhookDialog onClose={adding.close}
          onAdded={(added) => {
            adding.close();
            setSecret(added);
          }} />
      )}
      {secret && <SecretOnce title={t("webhooks.is_added")} secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

export default function Webhooks() {
  const { id } = useParams<{ id?: string }>();
  return id ? <OneWebhook key={id} id={Number(id)} /> : <List />;
}
