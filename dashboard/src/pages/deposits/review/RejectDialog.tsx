// Asks why a deposit is rejected: the customer reads it.
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/format/format";
import { useRejection, wasDecided } from "./decide";
import type { Deposit } from "../deposit";

interface Props {
  deposit: Deposit;
  onDecided: (id: number) => void;
  onClose: () => void;
}

const USUAL = ["review.not_found", "review.other_amount", "review.other_reference"];
const LONGEST = 500;

export function RejectDialog({ deposit, onDecided, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const rejection = useRejection(deposit, onDecided);
  const problem = rejection.error instanceof Problem ? rejection.error : undefined;
  const ofField = problem?.of("reason");
  return (
    <Dialog title={t("review.reject_title", { id: deposit.id })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rejection.mutate(reason.trim());
        }}
      >
        <Stack>
          <Text size="sm">{t("review.reject_text", { amount: format.money(deposit.amount), reference: deposit.reference ?? "–" })}</Text>
          <TextInput label={t("review.reason")} data-autofocus required maxLength={LONGEST} value={reason} error={ofField}
            onChange={(event) => setReason(event.currentTarget.value)} />
          <Group gap="xs">
            {USUAL.map((id) => (
              <Button key={id} size="compact-sm" variant="default" onClick={() => setReason(t(id))}>{t(id)}</Button>
            ))}
          </Group>
          {!ofField && !wasDecided(rejection.error) && <Failed error={rejection.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("button.cancel")}</Button>
            <Button type="submit" color="red" loading={rejection.isPending} disabled={!reason.trim()}>{t("review.reject")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
