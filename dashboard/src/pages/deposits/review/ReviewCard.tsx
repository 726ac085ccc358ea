// A deposit beside what it must be: the amount, the reference, who pays, and what is known of them.
import { Alert, Badge, Button, Group, Kbd, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/format/format";
import { Failed } from "@/ui/Failed";
import { IconCheck, IconX } from "@/ui/icons";
import { Payer } from "./Payer";
import { RejectDialog } from "./RejectDialog";
import { useApproval, wasDecided } from "./decide";
import type { Deposit } from "../deposit";

interface Props {
  deposit: Deposit;
  onDecided: (id: number) => void;
  onSkip: () => void;
}

// A key that was pressed for the one before must not decide the one that has just come.
const SETTLE_MS = 600;

function Expected({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" c="dimmed">{t("review.expected")}</Text>
        <Group gap="xs"><Title order={2} size={34}>{format.money(deposit.amount)}</Title><Badge variant="light">{t(`method.${deposit.method}`)}</Badge></Group>
      </div>
      <div>
        <Text size="sm" c="dimmed">{t("review.reference")}</Text>
        <Text fw={650} size="xl" ff="monospace" style={{ overflowWrap: "anywhere" }}>{deposit.reference ?? "–"}</Text>
      </div>
      <Text size="sm">
        {deposit.submitted_at
          ? t("review.paid", { when: format.ago(deposit.submitted_at), moment: format.moment(deposit.submitted_at) })
          : t("review.not_paid")}
      </Text>
      <Alert variant="light" color="gray" p="sm"><Text size="sm">{t("review.receipt")}</Text></Alert>
    </Stack>
  );
}

export function ReviewCard({ deposit, onDecided, onSkip }: Props) {
  const { t } = useTranslation();
  const [isRejecting, rejecting] = useDisclosure(false);
  const [shownAt] = useState(Date.now);
  const approval = useApproval(deposit, onDecided);
  const isReady = () => !isRejecting && !approval.isPending && Date.now() - shownAt > SETTLE_MS;
  const onKey = (act: () => void) => (event: KeyboardEvent) => {
    if (!event.repeat && isReady()) act();
  };
  useHotkeys([["A", onKey(() => approval.mutate())], ["R", onKey(rejecting.open)], ["S", onKey(onSkip)]]);
  return (
    <Paper withBorder p="lg" component="section" aria-label={t("deposits.one", { id: deposit.id })}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
          <Expected deposit={deposit} />
          <Payer deposit={deposit} />
        </SimpleGrid>
        {!wasDecided(approval.error) && <Failed error={approval.error} />}
        <Group justify="space-between">
          <Group>
            <Button size="md" leftSection={<IconCheck size={18} aria-hidden />} rightSection={<Kbd aria-hidden visibleFrom="sm">A</Kbd>}
              aria-keyshortcuts="a" loading={approval.isPending} onClick={() => approval.mutate()}>{t("review.approve")}</Button>
            <Button size="md" variant="light" color="red" leftSection={<IconX size={18} aria-hidden />} rightSection={<Kbd aria-hidden visibleFrom="sm">R</Kbd>}
              aria-keyshortcuts="r" disabled={approval.isPending} onClick={rejecting.open}>{t("review.reject")}</Button>
          </Group>
          <Button variant="subtle" aria-keyshortcuts="s" disabled={approval.isPending} onClick={onSkip}>{t("review.skip")}</Button>
        </Group>
      </Stack>
      {isRejecting && <RejectDialog deposit={deposit} onDecided={onDecided} onClose={rejecting.close} />}
    </Paper>
  );
}
