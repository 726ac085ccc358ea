// How far an import is, and what is wrong with its file.
import { Alert, List, Progress as Bar, ScrollArea, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isOver, readImport, type Import } from "@/api/imports";
import { useFormat } from "@/format/format";

const POLL_MS = 500;

function Errors({ errors }: { errors: Import["errors"] }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert" title={t("import.refused")}>
      <ScrollArea.Autosize mah={200} type="auto" tabIndex={0} aria-label={t("import.refused")}>
        <List size="sm">{errors.map((error, place) => <List.Item key={place}>{error.detail}</List.Item>)}</List>
      </ScrollArea.Autosize>
    </Alert>
  );
}

export function Progress({ id }: { id: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ["import", id],
    queryFn: () => readImport(id),
    refetchInterval: (query) => (query.state.data && isOver(query.state.data.state) ? false : POLL_MS),
  });
  const state = data?.state;
  useEffect(() => {
    if (state === "done") void queries.invalidateQueries({ queryKey: ["products"] });
  }, [state, queries]);
  if (!data) return <Bar value={100} animated aria-label={t("import.running")} />;
  if (data.errors.length > 0) return <Errors errors={data.errors} />;
  if (data.state === "failed") return <Alert color="red" role="alert">{t("import.failed")}</Alert>;
  if (data.state === "done") {
    return (
      <Alert role="status">
        {t(data.dry_run ? "import.would_add" : "import.added", { count: data.units, number: format.count(data.units) })}
      </Alert>
    );
  }
  return (
    <Stack gap={4}>
      <Bar value={data.units ? (100 * data.units_added) / data.units : 100} animated aria-label={t("import.running")} />
      <Text size="sm" c="dimmed" aria-live="polite">{t("import.rows_read", { number: format.count(data.rows_read) })}</Text>
    </Stack>
  );
}
