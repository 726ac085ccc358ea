// Narrows the log to the acts on one thing: what kind it is, and its id.
import { Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListState } from "@/ui/list_state";
import { SUBJECTS } from "./words";

function split(subject: string): { kind: string; id: string } {
  const at = subject.indexOf(":");
  return at < 0 ? { kind: "", id: "" } : { kind: subject.slice(0, at), id: subject.slice(at + 1) };
}

export function SubjectFilter({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const chosen = state.filter("subject");
  const [typed, setTyped] = useState(() => split(chosen));
  const narrow = useDebouncedCallback((subject: string) => state.set({ subject }), 250);
  useEffect(() => {
    if (chosen) setTyped(split(chosen));
  }, [chosen]);
  const change = (next: typeof typed) => {
    setTyped(next);
    narrow(next.kind && next.id.trim() ? `${next.kind}:${next.id.trim()}` : "");
  };
  return (
    <Group gap="sm" w={{ base: "100%", sm: "auto" }} wrap="nowrap">
      <Select aria-label={t("audit.subject_kind")} placeholder={t("audit.subject_kind")} clearable w={{ base: "50%", sm: 170 }}
        data={SUBJECTS.map((value) => ({ value, label: t(`subject.${value}`) }))}
        value={typed.kind || null} onChange={(kind) => change(kind ? { ...typed, kind } : { kind: "", id: "" })} />
      <TextInput aria-label={t("audit.subject_id")} placeholder={t("audit.subject_id")} disabled={!typed.kind} w={{ base: "50%", sm: 120 }}
        value={typed.id} onChange={(event) => change({ ...typed, id: event.currentTarget.value })} />
    </Group>
  );
}
