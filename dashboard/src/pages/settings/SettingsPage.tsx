// What owners set while the shop runs, each with what it does and what customers then see.
import { Alert, Button, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { tagged, type Tagged } from "@/api/etag";
import { Problem } from "@/api/problem";
import { Failed } from "@/ui/Failed";
import { PageHead } from "@/ui/PageHead";
import { Search } from "@/ui/Search";
import { useListState } from "@/ui/list_state";
import { tell } from "@/ui/tell";
import { SettingField } from "./SettingField";
import { GROUPS, groupOf, kindOf, sentValue, settingLabel, type Setting, type Settings } from "./setting";

type Draft = Record<string, string>;

const read = async () => tagged<Settings>(await api.GET("/api/settings"));

function useSaving(etag: string, draft: Draft, onSaved: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const values = Object.fromEntries(Object.entries(draft).map(([name, typed]) => [name, sentValue(name, typed)]));
      return answered(await api.PATCH("/api/settings", { params: { header: { "If-Match": etag } }, body: { values } }));
    },
    onSuccess: () => {
      tell(t("settings.saved"));
      onSaved();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["settings"] }),
  });
}

function SaveBar({ count, isSaving, onUndo }: { count: number; isSaving: boolean; onUndo: () => void }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Paper withBorder shadow="md" p="sm" role="region" aria-label={t("settings.unsaved", { count })}>
      <Group justify="space-between">
        <Text size="sm" fw={600} aria-live="polite">{t("settings.unsaved", { count })}</Text>
        <Group gap="xs">
          <Button variant="default" onClick={onUndo}>{t("settings.undo_all")}</Button>
          <Button type="submit" loading={isSaving}>{t("button.save")}</Button>
        </Group>
      </Group>
    </Paper>
  );
}

function SaveProblem({ error, settings }: { error: Error | null; settings: Setting[] }) {
  const { t } = useTranslation();
  if (error instanceof Problem && error.status === 412) return <Alert color="yellow" role="alert">{t("settings.stale")}</Alert>;
  const isBesideField = error instanceof Problem && settings.some(({ name }) => error.of(`values/${name}`));
  return isBesideField ? <Alert color="red" role="alert">{t("settings.refused")}</Alert> : <Failed error={error} />;
}

function Form({ loaded, wanted }: { loaded: Tagged<Settings>; wanted: string }) {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState<Draft>({});
  const { settings } = loaded.value;
  const saving = useSaving(loaded.etag, draft, () => setDraft({}));
  const problem = saving.error instanceof Problem ? saving.error : undefined;
  const change = (name: string, value: string | undefined) => {
    const { [name]: _, ...others } = draft;
    setDraft(value === undefined ? others : { ...others, [name]: value });
  };
  const words = ({ name }: Setting) => `${settingLabel(name, t, i18n.language)} ${t(`setting.${kindOf(name)}_about`)} ${name}`.toLowerCase();
  const found = settings.filter((setting) => words(setting).includes(wanted.trim().toLowerCase()));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack>
        {found.length === 0 && <Text c="dimmed">{t("settings.none")}</Text>}
        {Object.keys(GROUPS).map((group) => {
          const shown = found.filter(({ name }) => groupOf(name) === group);
          return shown.length > 0 && (
            <Stack key={group} gap="sm" component="section">
              <Title order={2} size="h4">{t(`settings.${group}`)}</Title>
              {shown.map((setting) => (
                <SettingField key={setting.name} setting={setting} draft={draft[setting.name]} error={problem?.of(`values/${setting.name}`)}
                  onChange={(value) => change(setting.name, value)} />
              ))}
            </Stack>
          );
        })}
        <Stack gap="xs" pos="sticky" bottom={12}>
          {Object.keys(draft).length > 0 && <SaveProblem error={saving.error} settings={settings} />}
          <SaveBar count={Object.keys(draft).length} isSaving={saving.isPending} onUndo={() => setDraft({})} />
        </Stack>
      </Stack>
    </form>
  );
}

export default function SettingsPage() {
  const { t } = useTranslation();
  const state = useListState("");
  const loaded = useQuery({ queryKey: ["settings"], queryFn: read });
  return (
    <Stack maw={860}>
      <PageHead title={t("page.settings")}><Search state={state} label={t("settings.search")} /></PageHead>
      <Text size="sm" c="dimmed">{t("settings.about")}</Text>
      <Failed error={loaded.error} onRetry={() => void loaded.refetch()} />
      {loaded.isPending && <Skeleton h={400} />}
      {loaded.data && <Form loaded={loaded.data} wanted={state.filter("q")} />}
    </Stack>
  );
}
