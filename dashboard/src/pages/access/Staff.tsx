import { Badge, Button, Group, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useFormat } from "@/format/format";
import { Confirm } from "@/ui/Confirm";
import { Failed } from "@/ui/Failed";
import { IconPlus } from "@/ui/icons";
import { tell } from "@/ui/tell";
import { RoleDialog } from "./RoleDialog";

export type Member = Row<"/api/staff">;

const load = async () => answered(await api.GET("/api/staff")).items;

const take = async (user_id: number) => answered(await api.DELETE("/api/staff/{user_id}", { params: { path: { user_id } } }));

interface RowProps {
  member: Member;
  onChange: () => void;
  onTake: () => void;
}

function MemberRow({ member, onChange, onTake }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = member.first_name ?? String(member.user_id);
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500}>{name}</Text>
        <Text size="xs" c="dimmed">{member.username ? `@${member.username} · ` : ""}{member.user_id}</Text>
      </Table.Td>
      <Table.Td><Badge variant="light" miw="max-content">{t(`role.${member.role}`)}</Badge></Table.Td>
      <Table.Td>{member.given_at ? format.moment(member.given_at) : t("staff.from_env")}</Table.Td>
      <Table.Td>
        {member.given_at && (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            <Button size="compact-sm" variant="default" aria-label={t("staff.change_of", { name })} onClick={onChange}>{t("staff.change")}</Button>
            <Button size="compact-sm" variant="light" color="red" aria-label={t("staff.take_of", { name })} onClick={onTake}>{t("staff.take")}</Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function TakeDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const name = member.first_name ?? String(member.user_id);
  return (
    <Confirm title={t("staff.take_title", { name })} text={t("staff.take_text")} submit={t("staff.take")} onClose={onClose}
      act={() => take(member.user_id)}
      onDone={() => {
        tell(t("staff.taken", { name }));
        void queries.invalidateQueries({ queryKey: ["staff"] });
        onClose();
      }} />
  );
}

export function Staff() {
  const { t } = useTranslation();
  const staff = useQuery({ queryKey: ["staff"], queryFn: load });
  const [given, setGiven] = useState<Partial<Member>>();
  const [taken, setTaken] = useState<Member>();
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={640}>{t("staff.about")}</Text>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setGiven({})}>{t("staff.give")}</Button>
      </Group>
      <Failed error={staff.error} onRetry={() => void staff.refetch()} />
      {staff.isPending && <Skeleton h={160} />}
      {staff.data && (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table withTableBorder verticalSpacing="xs" aria-label={t("access.staff")}>
            <Table.Thead>
              <Table.Tr><Table.Th>{t("column.name")}</Table.Th><Table.Th>{t("staff.role")}</Table.Th><Table.Th>{t("staff.since")}</Table.Th><Table.Td /></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {staff.data.map((member) => (
                <MemberRow key={member.user_id} member={member} onChange={() => setGiven(member)} onTake={() => setTaken(member)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {given && <RoleDialog member={given} onClose={() => setGiven(undefined)} />}
      {taken && <TakeDialog member={taken} onClose={() => setTaken(undefined)} />}
    </Stack>
  );
}
