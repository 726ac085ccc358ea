// One waiting deposit after the other, decided by a button or a key.
import { Alert, Anchor, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { Failed } from "@/ui/Failed";
import { PageHead } from "@/ui/PageHead";
import { tell } from "@/ui/tell";
import { ReviewCard } from "./ReviewCard";
import { useQueue } from "./queue";

function NothingLeft({ skipped, onAgain }: { skipped: number; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert title={t("review.none_title")} variant="light">
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{t("review.none_text")}</Text>
        {skipped > 0 && <Button size="xs" variant="light" onClick={onAgain}>{t("review.again", { count: skipped })}</Button>}
      </Stack>
    </Alert>
  );
}

export function Review() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const onGone = useCallback((id: number) => tell(t("review.decided", { id }), "yellow"), [t]);
  const queue = useQueue(Number(parameters.get("id")) || undefined, onGone);
  const { current } = queue;
  const decided = (id: number) => {
    queue.pass(id);
    void queue.reread();
  };
  return (
    <Stack maw={980}>
      <Anchor component={Link} href="/deposits" size="sm">{t("review.back")}</Anchor>
      <PageHead title={t("review.title")}>
        <Text size="sm" c="dimmed" aria-live="polite">{queue.list.data && t("review.left", { count: queue.waiting.length })}</Text>
      </PageHead>
      <Failed error={queue.list.error} onRetry={() => void queue.list.refetch()} />
      {queue.list.isPending && <Skeleton h={320} />}
      {current && (
        <ReviewCard key={current.id} deposit={current} onDecided={decided} onSkip={() => queue.pass(current.id)} />
      )}
      {queue.list.data && !current && <NothingLeft skipped={queue.passedCount} onAgain={queue.again} />}
      {current && <Group><Text size="xs" c="dimmed" visibleFrom="sm">{t("review.keys")}</Text></Group>}
    </Stack>
  );
}
