// Who is signed in to the dashboard, and since when; a session can be ended from here.
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useFormat } from "@/format/format";
import { Confirm } from "@/ui/Confirm";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import type { ListState } from "@/ui/list_state";
import { tell } from "@/ui/tell";

type Session = Row<"/api/sessions">;

const load = async (query: ListQuery) =>
  answered(await api.GET("/api/sessions", { params: { query: { ...narrowed(query, []), open: true } } }));

const end = async (id: number) => answered(await api.DELETE("/api/sessions/{id}", { params: { path: { id } } }));

const nameOf = (session: Session) => session.username ?? session.first_name ?? String(session.user_id ?? "");

// "Firefox, Linux": a browser says more than a person wants to read.
export function browserOf(agent: string): string {
  const browser = ["Firefox", "Edg", "OPR", "Chrome", "Safari"].find((name) => agent.includes(`${name}/`));
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"].find((name) => agent.includes(name));
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera", "Mac OS X": "macOS" };
  return [browser, system].filter((name) => name !== undefined).map((name) => names[name] ?? name).join(", ") || agent;
}

export function Sessions({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [ended, setEnded] = useState<Session>();
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={640}>{t("sessions.about")}</Text>
      <ListTable<Session> name="sessions" state={state} load={load} emptyText={t("sessions.empty")}
        columns={[
          { accessor: "username", title: t("column.name"), render: (session) => (
            <Group gap="xs" wrap="nowrap"><Text size="sm" fw={500}>{nameOf(session)}</Text>
              {session.is_current && <Badge variant="light">{t("sessions.this")}</Badge>}</Group>) },
          { accessor: "user_agent", title: t("sessions.browser"), render: (session) => (
            <><Text size="sm">{browserOf(session.user_agent)}</Text><Text size="xs" c="dimmed">{session.address}</Text></>) },
          { accessor: "last_seen_at", title: t("column.last_seen"), noWrap: true, render: (session) => format.moment(session.last_seen_at) },
          { accessor: "created_at", title: t("sessions.since"), sortable: true, noWrap: true, render: (session) => format.moment(session.created_at) },
          { accessor: "id", title: "", textAlign: "right", render: (session) => !session.is_current && (
            <Button size="compact-sm" variant="light" color="red" aria-label={t("sessions.end_of", { name: nameOf(session) })}
              onClick={() => setEnded(session)}>{t("sessions.end")}</Button>) },
        ]} />
      {ended && (
        <Confirm title={t("sessions.end_title", { name: nameOf(ended) })} text={t("sessions.end_text")} submit={t("sessions.end")}
          onClose={() => setEnded(undefined)} act={() => end(ended.id)}
          onDone={() => {
            tell(t("sessions.ended"));
            void queries.invalidateQueries({ queryKey: ["sessions"] });
            setEnded(undefined);
          }} />
      )}
    </Stack>
  );
}
