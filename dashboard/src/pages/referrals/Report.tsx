// What referrals brought during the last days.
import { Group, Paper, SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { answered, api } from "@/api/client";
import { useFormat } from "@/format/format";
import { Failed } from "@/ui/Failed";
import { Referrers } from "./Referrers";

const PERIODS = ["7", "30", "90", "365"];
const USUAL = "30";

function Total({ name, value }: { name: string; value: string }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">{name}</Text>
      <Text fz={28} fw={700}>{value}</Text>
    </Paper>
  );
}

function Shown({ days }: { days: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const report = useQuery({
    queryKey: ["referral report", days],
    queryFn: async () => answered(await api.GET("/api/referrals/report", { params: { query: { days: Number(days) } } })),
    placeholderData: keepPreviousData,
  });
  if (report.error) return <Failed error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Stack aria-hidden><Skeleton h={96} /><Skeleton h={120} /></Stack>;
  const { first_day, last_day, new_referees, commissions, referrers } = report.data;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">{format.day(first_day)} – {format.day(last_day)}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Total name={t("referrals.new_referees")} value={format.count(new_referees)} />
        <Total name={t("referrals.commissions")} value={format.money(commissions)} />
      </SimpleGrid>
      <Referrers referrers={referrers} />
    </Stack>
  );
}

export function Report() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get("days") ?? USUAL;
  const days = PERIODS.includes(asked) ? asked : USUAL;
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">{t("referrals.days", { count: Number(days) })}</Title>
        <SegmentedControl size="xs" aria-label={t("referrals.period")} value={days} data={PERIODS}
          onChange={(value) => setParameters((old) => {
            const next = new URLSearchParams(old);
            next.set("days", value);
            return next;
          })} />
      </Group>
      <Shown days={days} />
    </Stack>
  );
}
