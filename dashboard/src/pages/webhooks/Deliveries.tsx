// What was sent to a webhook within 30 days, or waits to be.
import { Badge, Button, Group, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { useFormat } from "@/format/format";
import { ChoiceFilter } from "@/ui/filters/ChoiceFilter";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { useListState } from "@/ui/list_state";
import { useErrorText } from "@/ui/Failed";
import { tell } from "@/ui/tell";
import type { Delivery, Webhook } from "./webhook";

const STATUSES = ["waiting", "delivered", "given_up"] as const satisfies Delivery["status"][];
const COLORS: Record<Delivery["status"], string> = { waiting: "yellow", delivered: "kram", given_up: "red" };

function Outcome({ row }: { row: Delivery }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Stack gap={2}>
      <Badge variant="light" miw="max-content" color={COLORS[row.status]}>{t(`delivery.${row.status}`)}</Badge>
      <Text size="xs" c="dimmed" maw={320} style={{ overflowWrap: "anywhere" }}>
        {[
          row.attempts > 0 && t("deliveries.attempts", { count: row.attempts }), row.last_status && `HTTP ${row.last_status}`, row.last_error,
          row.next_attempt_at && t("deliveries.next", { moment: format.moment(row.next_attempt_at) }),
        ].filter(Boolean).join(" · ")}
      </Text>
    </Stack>
  );
}

function Resend({ row, isEnabled }: { row: Delivery; isEnabled: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: async () => {
      const path = { id: row.webhook_id, delivery_id: row.id };
      return answered(await api.POST("/api/webhooks/{id}/deliveries/{delivery_id}/resend", { params: { path } }));
    },
    onSuccess: () => tell(t("deliveries.resent", { id: row.event_id })),
    onError: (error) => tell(errorText(error), "red"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["deliveries", row.webhook_id] }),
  });
  return (
    <Button size="compact-sm" variant="default" loading={sending.isPending} disabled={!isEnabled} onClick={() => sending.mutate()}
      aria-label={t("deliveries.resend_of", { id: row.event_id })}>{t("deliveries.resend")}</Button>
  );
}

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { id } = webhook;
  const state = useListState("-id");
  useInterval(() => void queries.invalidateQueries({ queryKey: ["deliveries", id] }), 5_000, { autoInvoke: true });
  const load = async (query: ListQuery) =>
    answered(await api.GET("/api/webhooks/{id}/deliveries", { params: { path: { id }, query: narrowed(query, ["status"]) } }));
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">{t("deliveries.title")}</Title>
        <ChoiceFilter state={state} name="status" label={t("column.state")}
          choices={Object.fromEntries(STATUSES.map((value) => [value, `delivery.${value}`]))} />
      </Group>
      <ListTable<Delivery> name={["deliveries", id]} state={state} load={load} emptyText={t("deliveries.empty")}
        columns={[
          { accessor: "id", title: t("column.id"), sortable: true, width: 80, render: (row) => row.event_id },
          { accessor: "event", title: t("deliveries.event"), render: (row) => (
            <div><Text size="sm" fw={500}>{t(`event.${row.event}`)}</Text><Text size="xs" c="dimmed">{row.subject}</Text></div>) },
          { accessor: "status", title: t("column.state"), render: (row) => <Outcome row={row} /> },
          { accessor: "created_at", title: t("column.when"), render: (row) => format.moment(row.created_at) },
          { accessor: "webhook_id", title: <VisuallyHidden>{t("list.acts")}</VisuallyHidden>, textAlign: "right", render: (row) => <Resend row={row} isEnabled={webhook.is_enabled} /> },
        ]} />
    </Stack>
  );
}
