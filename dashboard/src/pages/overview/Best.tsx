import { Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { cents } from "@/format/amount";
import { useFormat } from "@/format/format";

interface Seller {
  city: string;
  name: string;
  orders: number;
  revenue: string;
}

export function Best({ title, rows }: { title: string; rows: Seller[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = rows.reduce((top, row) => (cents(row.revenue) > top ? cents(row.revenue) : top), 1n);
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5" mb="sm">{title}</Title>
      {rows.length === 0 && <Text c="dimmed" size="sm">{t("overview.no_sales")}</Text>}
      <Stack gap="sm">
        {rows.slice(0, 5).map((row) => (
          <div key={`${row.city}/${row.name}`}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text size="sm" truncate>{[row.name, row.city].filter(Boolean).join(" · ")}</Text>
              <Text size="sm" fw={600} style={{ whiteSpace: "nowrap" }}>{format.money(row.revenue)}</Text>
            </Group>
            <Progress value={Number((cents(row.revenue) * 100n) / most)} size="sm" aria-hidden />
          </div>
        ))}
      </Stack>
    </Paper>
  );
}
