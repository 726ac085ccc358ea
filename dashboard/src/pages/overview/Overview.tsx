// Today beside yesterday and the week, thirty days as a chart, and what waits for a person.
import { Grid, Paper, SimpleGrid, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Failed } from "@/ui/Failed";
import { PageHead } from "@/ui/PageHead";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { DayFigures } from "./DayFigures";
import { DepositsToday } from "./DepositsToday";
import { Best } from "./Best";
import { Waiting } from "./Waiting";
import { type Summaries, type Summary } from "./compare";
import { LIVE_MS, SLOW_MS } from "./live";

const Revenue = lazy(() => import("./Revenue"));

const daily = async () => answered(await api.GET("/api/stats/daily", { params: { query: { days: 30 } } })).items;
const summary = async (days: number) => answered(await api.GET("/api/stats/summary", { params: { query: { days } } }));

async function summaries(): Promise<Summaries> {
  const [today, two, week, eight] = await Promise.all([1, 2, 7, 8].map(summary)) as [Summary, Summary, Summary, Summary];
  return { today, two, week, eight };
}

export default function Overview() {
  const { t } = useTranslation();
  const days = useQuery({ queryKey: ["stats", "daily"], queryFn: daily, refetchInterval: LIVE_MS });
  const sums = useQuery({ queryKey: ["stats", "sums"], queryFn: summaries, refetchInterval: SLOW_MS });
  if (days.error) return <Failed error={days.error} onRetry={() => void days.refetch()} />;
  if (!days.data || !sums.data) return <PageSkeleton />;
  return (
    <>
      <PageHead title={t("page.overview")} />
      <Stack>
        <DayFigures days={days.data} summaries={sums.data} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Paper withBorder p="md" h="100%">
              <Title order={2} size="h5" mb="sm">{t("overview.revenue_of_days", { count: days.data.length })}</Title>
              <Suspense fallback={null}><Revenue days={days.data} /></Suspense>
            </Paper>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Stack h="100%"><Waiting /><DepositsToday deposits={sums.data.today.deposits} /></Stack>
          </Grid.Col>
        </Grid>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Best title={t("overview.best_offers")} rows={sums.data.week.best_offers} />
          <Best title={t("overview.best_cities")} rows={sums.data.week.best_cities} />
        </SimpleGrid>
      </Stack>
    </>
  );
}
