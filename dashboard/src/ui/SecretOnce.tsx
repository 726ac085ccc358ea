// A secret that is shown this once.
import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import { IconCheck, IconCopy } from "./icons";

export function SecretOnce({ title, secret, onClose }: { title: string; secret: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose} isKept>
      <Stack>
        <Alert color="yellow"><Text size="sm">{t("secret.once")}</Text></Alert>
        <TextInput label={t("secret.label")} readOnly data-autofocus value={secret} styles={{ input: { fontFamily: "monospace" } }}
          onFocus={(event) => event.currentTarget.select()} />
        <Group justify="flex-end">
          <CopyButton value={secret} timeout={3_000}>
            {({ copied, copy }) => (
              <Button variant={copied ? "light" : "filled"} onClick={copy}
                leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
                {t(copied ? "secret.copied" : "secret.copy")}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>{t("secret.kept")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
