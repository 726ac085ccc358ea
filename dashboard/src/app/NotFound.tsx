import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start">
      <Title order={1} size="h2">{t("not_found.title")}</Title>
      <Text c="dimmed">{t("not_found.text")}</Text>
      <Anchor component={Link} href="/">{t("page.overview")}</Anchor>
    </Stack>
  );
}
