// The newest messages, in the order in which they were written, scrolled to the end.
import { Paper, ScrollArea, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActorText } from "@/format/actor";
import { useFormat } from "@/format/format";
import type { Thread } from "./Conversation";

type Message = Thread["messages"][number];

function Bubble({ message, customer }: { message: Message; customer: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actor = useActorText();
  const isTheirs = message.author === "customer";
  return (
    <Paper px="md" py="xs" maw="85%" radius="lg" style={{ alignSelf: isTheirs ? "flex-start" : "flex-end" }}
      bg={isTheirs ? "var(--mantine-color-default-hover)" : "var(--mantine-primary-color-light)"}>
      <Text size="xs" fw={600}>{isTheirs ? customer : actor(message.author)}</Text>
      {message.photo_file_id && <Text size="sm" fs="italic">{t("tickets.picture")}</Text>}
      <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{message.text}</Text>
      <Text size="xs" c="dimmed">{format.moment(message.created_at)}</Text>
    </Paper>
  );
}

export function Messages({ thread }: { thread: Thread }) {
  const { t } = useTranslation();
  const viewport = useRef<HTMLDivElement>(null);
  const newest = thread.messages[0]?.id;
  useEffect(() => {
    viewport.current?.scrollTo({ top: viewport.current.scrollHeight });
  }, [newest]);
  return (
    <ScrollArea.Autosize mah="55dvh" viewportRef={viewport} viewportProps={{ tabIndex: 0, role: "log", "aria-label": t("tickets.conversation") }}>
      <Stack gap="xs" p="md">
        {thread.messages.toReversed().map((message) => <Bubble key={message.id} message={message} customer={thread.first_name} />)}
      </Stack>
    </ScrollArea.Autosize>
  );
}
