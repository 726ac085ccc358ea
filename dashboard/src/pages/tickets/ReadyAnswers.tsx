// Answers that are written again and again, kept in this browser.
import { ActionIcon, Button, Group, Menu, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/ui/Dialog";
import { IconPlus, IconTrash } from "@/ui/icons";

function useReady() {
  const [answers, setAnswers] = useLocalStorage<string[]>({ key: "kram.ready_answers", defaultValue: [], getInitialValueInEffect: false });
  return {
    answers,
    add: (text: string) => setAnswers((old) => [...old.filter((answer) => answer !== text), text]),
    change: (at: number, text: string) => setAnswers((old) => old.map((answer, place) => (place === at ? text : answer))),
    remove: (at: number) => setAnswers((old) => old.filter((_, place) => place !== at)),
  };
}

type Ready = ReturnType<typeof useReady>;

function EditDialog({ ready, onClose }: { ready: Ready; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("ready.title")} onClose={onClose} size="lg">
      <Stack>
        <Text size="sm" c="dimmed">{t("ready.about")}</Text>
        {ready.answers.length === 0 && <Text size="sm">{t("ready.none")}</Text>}
        {ready.answers.map((answer, at) => (
          <Group key={at} wrap="nowrap" align="flex-start">
            <Textarea aria-label={t("ready.one", { number: at + 1 })} autosize minRows={1} flex={1} value={answer}
              onChange={(event) => ready.change(at, event.currentTarget.value)} />
            <ActionIcon variant="subtle" color="red" size="lg" aria-label={t("ready.remove", { number: at + 1 })} onClick={() => ready.remove(at)}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group justify="space-between">
          <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ready.add("")}
            disabled={ready.answers.includes("")}>{t("ready.new")}</Button>
          <Button onClick={onClose}>{t("ready.done")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

export function ReadyAnswers({ text, onPick }: { text: string; onPick: (answer: string) => void }) {
  const { t } = useTranslation();
  const ready = useReady();
  const [isEditing, editing] = useDisclosure(false);
  const typed = text.trim();
  return (
    <>
      <Menu position="top-start" width={320}>
        <Menu.Target><Button type="button" variant="default">{t("ready.title")}</Button></Menu.Target>
        <Menu.Dropdown>
          {ready.answers.filter((answer) => answer.trim()).map((answer, at) => (
            <Menu.Item key={at} onClick={() => onPick(answer)}><Text size="sm" lineClamp={2}>{answer}</Text></Menu.Item>
          ))}
          {ready.answers.length > 0 && <Menu.Divider />}
          <Menu.Item disabled={!typed || ready.answers.includes(typed)} onClick={() => ready.add(typed)}>{t("ready.keep")}</Menu.Item>
          <Menu.Item onClick={editing.open}>{t("ready.edit")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEditing && <EditDialog ready={ready} onClose={editing.close} />}
    </>
  );
}
