import { Badge, Button, Group, Stack, Switch, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useActorText } from "@/format/actor";
import { useFormat } from "@/format/format";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { SecretOnce } from "@/ui/SecretOnce";
import { IconPlus } from "@/ui/icons";
import type { ListState } from "@/ui/list_state";
import { EditKeyDialog } from "./EditKeyDialog";
import { NewKeyDialog } from "./NewKeyDialog";

export type Key = Row<"/api/keys">;

// Revoked keys are shown only when they are asked for.
const load = async (query: ListQuery) => {
  const isAll = query["revoked"] === "all";
  const asked = narrowed({ ...query, ...(isAll ? {} : { revoked: "false" }) }, isAll ? [] : ["revoked"]);
  return answered(await api.GET("/api/keys", { params: { query: asked } }));
};

function KeyState({ row }: { row: Key }) {
  const { t } = useTranslation();
  const isExpired = row.expires_at !== undefined && Date.parse(row.expires_at) < Date.now();
  const state = row.revoked_at ? "revoked" : isExpired ? "expired" : "good";
  return <Badge variant="light" miw="max-content" color={state === "good" ? "kram" : "gray"}>{t(`keys.${state}`)}</Badge>;
}

export function Keys({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actor = useActorText();
  const [isMaking, making] = useDisclosure(false);
  const [secret, setSecret] = useState<string>();
  const [edited, setEdited] = useState<number>();
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={640}>{t("keys.about")}</Text>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={making.open}>{t("keys.new")}</Button>
      </Group>
      <Switch label={t("keys.show_revoked")} checked={state.filter("revoked") === "all"}
        onChange={(event) => state.set({ revoked: event.currentTarget.checked ? "all" : "" })} />
      <ListTable<Key> name="keys" state={state} load={load} emptyText={t("keys.empty")}
        onOpen={(row) => !row.revoked_at && setEdited(row.id)}
        columns={[
          { accessor: "name", title: t("column.name"), render: (row) => (
            <div><Text size="sm" fw={500}>{row.name}</Text><Text size="xs" c="dimmed">{row.address_ranges.join(", ") || t("keys.anywhere")}</Text></div>) },
          { accessor: "role", title: t("staff.role"), render: (row) => t(`role.${row.role}`) },
          { accessor: "expires_at", title: t("keys.until"), render: (row) => row.expires_at ? format.moment(row.expires_at) : t("keys.never") },
          { accessor: "last_used_at", title: t("keys.last_used"), render: (row) => row.last_used_at ? format.moment(row.last_used_at) : t("keys.unused") },
          { accessor: "created_at", title: t("keys.made"), sortable: true, render: (row) => (
            <div><Text size="sm">{format.moment(row.created_at)}</Text><Text size="xs" c="dimmed">{actor(row.created_by)}</Text></div>) },
          { accessor: "revoked_at", title: t("column.state"), render: (row) => <KeyState row={row} /> },
          { accessor: "id", title: <VisuallyHidden>{t("list.acts")}</VisuallyHidden>, textAlign: "right", render: (row) => !row.revoked_at && (
            <Button size="compact-sm" variant="default" aria-label={t("keys.edit_of", { name: row.name })} onClick={() => setEdited(row.id)}>{t("keys.edit")}</Button>) },
        ]} />
      {isMaking && (
        <NewKeyDialog onClose={making.close}
          onMade={(made) => {
            making.close();
            setSecret(made);
          }} />
      )}
      {secret && <SecretOnce title={t("keys.is_made")} secret={secret} onClose={() => setSecret(undefined)} />}
      {edited !== undefined && <EditKeyDialog id={edited} onClose={() => setEdited(undefined)} />}
    </Stack>
  );
}
