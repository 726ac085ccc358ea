// Changes a key, or revokes it.
import { Button, Group, Skeleton, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { tagged, type Tagged } from "@/api/etag";
import { Problem } from "@/api/problem";
import { useFormat } from "@/format/format";
import { Confirm } from "@/ui/Confirm";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { tell } from "@/ui/tell";
import { KeyFields, keyBody } from "./KeyFields";
import type { Key } from "./Keys";

const revoke = async (id: number) => answered(await api.DELETE("/api/keys/{id}", { params: { path: { id } } }));

function Form({ read, onRevoke, onDone, onClose }: { read: Tagged<Key>; onRevoke: () => void; onDone: (text: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const key = read.value;
  const [draft, setDraft] = useState({
    name: key.name, address_ranges: key.address_ranges, requests_per_second: key.requests_per_second, expiry: "",
  });
  const saving = useMutation({
    mutationFn: async () => {
      const params = { path: { id: key.id }, header: { "If-Match": read.etag } };
      return answered(await api.PATCH("/api/keys/{id}", { params, body: keyBody(draft) }));
    },
    onSuccess: () => onDone(t("keys.saved", { name: draft.name })),
  });
  const problem = saving.error instanceof Problem ? saving.error : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack>
        <KeyFields draft={draft} onChange={setDraft} problem={problem}
          unchanged={key.expires_at ? t("keys.lasts_until", { moment: format.moment(key.expires_at) }) : t("keys.lasts_as_is")} />
        {!problem?.document.errors && <Failed error={saving.error} />}
        <Group justify="space-between">
          <Button variant="light" color="red" onClick={onRevoke}>{t("keys.revoke")}</Button>
          <Group>
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" loading={saving.isPending}>{t("button.save")}</Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

export function EditKeyDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isRevoking, setRevoking] = useState(false);
  const read = useQuery({
    queryKey: ["keys", id], staleTime: 0, gcTime: 0, refetchOnWindowFocus: false,
    queryFn: async () => tagged<Key>(await api.GET("/api/keys/{id}", { params: { path: { id } } })),
  });
  const done = (text: string) => {
    tell(text);
    onClose();
    void queries.invalidateQueries({ queryKey: ["keys"] });
  };
  const name = read.data?.value.name ?? "";
  if (isRevoking) {
    return <Confirm title={t("keys.revoke_title", { name })} text={t("keys.revoke_text")} submit={t("keys.revoke")}
      act={() => revoke(id)} onDone={() => done(t("keys.was_revoked", { name }))} onClose={() => setRevoking(false)} />;
  }
  return (
    <Dialog title={t("keys.edit_of", { name })} onClose={onClose} isKept>
      <Failed error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Skeleton h={320} />}
      {read.data && <Form key={read.data.etag} read={read.data} onRevoke={() => setRevoking(true)} onDone={done} onClose={onClose} />}
    </Dialog>
  );
}
