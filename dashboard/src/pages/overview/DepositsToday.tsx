import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/format/format";
import type { Summary } from "./compare";

export function DepositsToday({ deposits }: { deposits: Summary["deposits"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const made = deposits.filter((method) => method.completed > 0);
  return (
    <Paper withBorder p="md" component="section" flex={1}>
      <Title order={2} size="h5" mb="sm">{t("overview.deposits_today")}</Title>
      {made.length === 0 && <Text c="dimmed" size="sm">{t("overview.no_deposits")}</Text>}
      <Stack gap={6}>
        {made.map((method) => (
          <Group key={method.method} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(`method.${method.method}`)} <Text span c="dimmed">× {format.count(method.completed)}</Text></Text>
            <Text size="sm" fw={600} style={{ whiteSpace: "nowrap" }}>{format.money(method.amount)}</Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
