// What a customer and the shop wrote to each other, with the box for an answer below.
import { Anchor, Button, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answered, api } from "@/api/client";
import { useRequestKey } from "@/api/request_key";
import { Failed, useErrorText } from "@/ui/Failed";
import { PageHead } from "@/ui/PageHead";
import { CustomerLink, OrderLink } from "@/ui/links";
import { tell } from "@/ui/tell";
import { AnswerBox } from "./AnswerBox";
import { Messages } from "./Messages";
import { TicketState } from "./TicketState";

const load = async (id: number) => answered(await api.GET("/api/tickets/{id}", { params: { path: { id } } }));

export type Thread = Awaited<ReturnType<typeof load>>;

export function useReread() {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["tickets"] }), queries.invalidateQueries({ queryKey: ["waiting"] }),
    ]);
  };
}

function CloseButton({ id }: { id: number }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const reread = useReread();
  const requestKey = useRequestKey();
  const closing = useMutation({
    mutationFn: async () => {
      const header = { "Idempotency-Key": requestKey.keyOf(id) };
      return answered(await api.POST("/api/tickets/{id}/close", { params: { path: { id }, header } }));
    },
    onSuccess: () => {
      requestKey.forget();
      tell(t("tickets.was_closed", { id }));
    },
    onError: (error) => tell(errorText(error), "red"),
    onSettled: reread,
  });
  return <Button variant="default" loading={closing.isPending} onClick={() => closing.mutate()}>{t("tickets.close")}</Button>;
}

function About({ thread }: { thread: Thread }) {
  return (
    <Group gap="sm">
      <CustomerLink id={thread.user_id}>{thread.username ? `@${thread.username}` : undefined}</CustomerLink>
      {thread.order_id && <OrderLink id={thread.order_id} />}
      <TicketState state={thread.state} />
    </Group>
  );
}

export function Conversation({ id }: { id: number }) {
  const { t } = useTranslation();
  const loaded = useQuery({ queryKey: ["tickets", id], queryFn: () => load(id), refetchInterval: 5_000 });
  const thread = loaded.data;
  return (
    <Stack maw={820} gap="sm">
      <Anchor component={Link} href="/tickets" size="sm">{t("tickets.back")}</Anchor>
      <PageHead title={thread ? t("tickets.with", { name: thread.first_name, id }) : t("tickets.one", { id })}>
        {thread && thread.state !== "closed" && <CloseButton id={id} />}
      </PageHead>
      <Failed error={loaded.error} onRetry={() => void loaded.refetch()} />
      {loaded.isPending && <Skeleton h={320} />}
      {thread && (
        <>
          <About thread={thread} />
          <Paper withBorder><Messages thread={thread} /></Paper>
          {thread.state === "closed" && <Text size="sm" c="dimmed">{t("tickets.is_closed")}</Text>}
          <AnswerBox id={id} />
        </>
      )}
    </Stack>
  );
}
