// Today beside yesterday and the week, thirty days as a chart, and what waits for a person.
import { Alert, Grid, Paper, SimpleGrid, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { PageHead } from "@/ui/PageHead";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { DayFigures } from "./DayFigures";
import { Best } from "./Best";
import { Waiting } from "./Waiting";
import { LIVE_MS } from "./live";

const Revenue = lazy(() => import("./Revenue"));

const daily = async () => answered(await api.GET("/api/stats/daily", { params: { query: { days: 30 } } })).items;
const week = async () => answered(await api.GET("/api/stats/summary", { params: { query: { days: 7 } } }));

export default function Overview() {
  const { t } = useTranslation();
  const days = useQuery({ queryKey: ["stats", "daily"], queryFn: daily, refetchInterval: LIVE_MS });
  const summary = useQuery({ queryKey: ["stats", "week"], queryFn: week, refetchInterval: LIVE_MS });
  if (days.error) return <Alert color="red" role="alert">{days.error.message}</Alert>;
  if (!days.data || !summary.data) return <PageSkeleton />;
  return (
    <>
      <PageHead title={t("page.overview")} />
      <Stack>
        <DayFigures days={days.data} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Paper withBorder p="md" h="100%">
              <Title order={2} size="h5" mb="sm">{t("overview.revenue_of_days", { count: days.data.length })}</Title>
              <Suspense fallback={null}><Revenue days={days.data} /></Suspense>
            </Paper>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}><Waiting /></Grid.Col>
        </Grid>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Best title={t("overview.best_offers")} rows={summary.data.best_offers} />
          <Best title={t("overview.best_cities")} rows={summary.data.best_cities} />
        </SimpleGrid>
      </Stack>
    </>
  );
}
