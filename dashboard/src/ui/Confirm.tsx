// Asks before something that cannot be taken back, and says what it does.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import { Failed } from "./Failed";

interface Props {
  title: string;
  text: string;
  submit: string;
  act: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

export function Confirm({ title, text, submit, act, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const doing = useMutation({ mutationFn: act, onSuccess: onDone });
  return (
    <Dialog title={title} onClose={onClose}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Failed error={doing.error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{t("button.cancel")}</Button>
          <Button color="red" loading={doing.isPending} onClick={() => doing.mutate()}>{submit}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
