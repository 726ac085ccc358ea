import { Alert, Button, Center, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "@/api/session";
import { Failed } from "@/ui/Failed";
import { LanguageMenu } from "./LanguageMenu";
import { Mark } from "@/ui/Mark";

// `problem`: why a link of the bot did not sign its reader in.
export default function SignIn({ problem = null }: { problem?: Error | null }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({
    mutationFn: () => signIn(username, password),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["session"] }),
  });
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={400} radius="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            attempt.mutate();
          }}
        >
          <Stack>
            <Mark size={40} />
            <Title order={1} size="h2">{t("sign_in.title")}</Title>
            <Failed error={attempt.error ?? problem} />
            <TextInput label={t("sign_in.username")} autoComplete="username" required autoFocus
              value={username} onChange={(event) => setUsername(event.currentTarget.value)} />
            <PasswordInput label={t("sign_in.password")} visibilityToggleButtonProps={{ "aria-label": t("sign_in.show_password") }} autoComplete="current-password" required
              value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
            <Button type="submit" loading={attempt.isPending}>{t("sign_in.submit")}</Button>
            <Alert variant="light" title={t("sign_in.link_title")}>{t("sign_in.link_text")}</Alert>
            <LanguageMenu />
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
