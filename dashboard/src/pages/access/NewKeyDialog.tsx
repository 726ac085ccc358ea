import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { KeyFields, keyBody, type KeyDraft } from "./KeyFields";
import type { Key } from "./Keys";
import { RoleChoice } from "./RoleDialog";

const ROLES = ["support", "manager", "owner"] as const satisfies Key["role"][];
const FRESH: KeyDraft = { name: "", address_ranges: [], requests_per_second: 20, expiry: "never" };

export function NewKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(FRESH);
  const [role, setRole] = useState<Key["role"]>("support");
  const making = useMutation({
    mutationFn: async () => answered(await api.POST("/api/keys", { body: { ...keyBody(draft), role } })),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["keys"] });
      onMade(made.secret);
    },
  });
  const problem = making.error instanceof Problem ? making.error : undefined;
  return (
    <Dialog title={t("keys.new")} onClose={onClose} isKept>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack>
          <KeyFields draft={draft} onChange={setDraft} problem={problem} />
          <RoleChoice roles={ROLES} value={role} onChange={setRole} />
          {!problem?.document.errors && <Failed error={making.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" loading={making.isPending}>{t("keys.make")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
