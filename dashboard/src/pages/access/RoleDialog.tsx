// Gives somebody a role, or another one.
import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { tell } from "@/ui/tell";
import type { Member } from "./Staff";

// The API names owners too, but who is one is said in `.env` alone.
const GIVEN = ["support", "manager"] as const satisfies Member["role"][];

export function RoleChoice({ roles, value, onChange }: { roles: readonly Member["role"][]; value: Member["role"]; onChange: (role: Member["role"]) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t("staff.role")} value={value} onChange={(text) => onChange(roles.find((role) => role === text) ?? value)}>
      <Stack gap="xs" mt="xs">
        {roles.map((role) => <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`role.${role}_about`)} />)}
      </Stack>
    </Radio.Group>
  );
}

export function RoleDialog({ member, onClose }: { member: Partial<Member>; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const isNew = member.user_id === undefined;
  const [id, setId] = useState(isNew ? "" : String(member.user_id));
  const [role, setRole] = useState<Member["role"]>(member.role ?? "support");
  const giving = useMutation({
    mutationFn: async () => {
      const user_id = Number(id);
      return answered(await api.PUT("/api/staff/{user_id}", { params: { path: { user_id } }, body: { role } }));
    },
    onSuccess: (given) => {
      tell(t("staff.given", { name: given.first_name ?? given.user_id, role: t(`role.${given.role}`) }));
      void queries.invalidateQueries({ queryKey: ["staff"] });
      onClose();
    },
  });
  const isUnknown = giving.error instanceof Problem && giving.error.status === 404;
  return (
    <Dialog title={isNew ? t("staff.give") : t("staff.change_of", { name: member.first_name ?? id })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          giving.mutate();
        }}
      >
        <Stack>
          {isNew && (
            <TextInput label={t("staff.user_id")} description={t("staff.user_id_about")} data-autofocus required inputMode="numeric" pattern="[0-9]+"
              value={id} error={isUnknown && t("staff.unknown")} onChange={(event) => setId(event.currentTarget.value.trim())} />
          )}
          <RoleChoice roles={GIVEN} value={role} onChange={setRole} />
          {!isUnknown && <Failed error={giving.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" loading={giving.isPending}>{t("staff.give_submit")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
