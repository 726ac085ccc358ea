import { Center, Loader, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function ServerAway() {
  const { t } = useTranslation();
  return (
    <Center h="100dvh" role="status">
      <Stack align="center" gap="xs" p="md">
        <Loader type="dots" />
        <Title order={2} size="h4">{t("away.title")}</Title>
        <Text c="dimmed" ta="center">{t("away.text")}</Text>
      </Stack>
    </Center>
  );
}
