// Writes to the customer. What is typed stays in the browser until it is sent.
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { getHotkeyHandler, useLocalStorage } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { useRequestKey } from "@/api/request_key";
import { Failed } from "@/ui/Failed";
import { IconSend } from "@/ui/icons";
import { tell } from "@/ui/tell";
import { ReadyAnswers } from "./ReadyAnswers";
import { useReread } from "./Conversation";

const LONGEST = 3_500;

function useAnswer(id: number, onSent: () => void) {
  const requestKey = useRequestKey();
  return useMutation({
    mutationFn: async (text: string) => {
      const params = { path: { id }, header: { "Idempotency-Key": requestKey.keyOf(text) } };
      return answered(await api.POST("/api/tickets/{id}/messages", { params, body: { text } }));
    },
    onSuccess: () => {
      requestKey.forget();
      onSent();
    },
  });
}

export function AnswerBox({ id }: { id: number }) {
  const { t } = useTranslation();
  const reread = useReread();
  const [text, setText, forgetText] = useLocalStorage({ key: `kram.answer.${id}`, defaultValue: "", getInitialValueInEffect: false });
  const answer = useAnswer(id, () => {
    setText("");
    forgetText();
    tell(t("tickets.sent"));
    void reread();
  });
  const ofField = answer.error instanceof Problem ? answer.error.of("text") : undefined;
  const canSend = text.trim() !== "" && !answer.isPending;
  const send = () => canSend && answer.mutate(text.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="xs">
        <Textarea label={t("tickets.answer")} autosize minRows={3} maxRows={12} maxLength={LONGEST} value={text} error={ofField}
          onChange={(event) => setText(event.currentTarget.value)} onKeyDown={getHotkeyHandler([["mod+Enter", send]])} />
        {!ofField && <Failed error={answer.error} />}
        <Group justify="space-between">
          <ReadyAnswers text={text} onPick={(ready) => setText((old) => (old.trim() ? `${old.trimEnd()}\n${ready}` : ready))} />
          <Group gap="sm">
            <Text size="xs" c="dimmed" visibleFrom="sm">{t("tickets.send_key")}</Text>
            <Button type="submit" loading={answer.isPending} disabled={!text.trim()} leftSection={<IconSend size={16} aria-hidden />}>{t("tickets.send")}</Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
