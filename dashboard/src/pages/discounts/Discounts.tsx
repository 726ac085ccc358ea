import { Badge, Button, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useFormat } from "@/format/format";
import { ListTable, narrowed, type ListQuery } from "@/ui/ListTable";
import { PageHead } from "@/ui/PageHead";
import { useListState } from "@/ui/list_state";
import { Ending } from "./Ending";

type Discount = Row<"/api/discounts">;

const load = async (query: ListQuery) => answered(await api.GET("/api/discounts", { params: { query: narrowed(query, []) } }));

export default function Discounts() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useListState("-id");
  return (
    <>
      <PageHead title={t("page.discounts")}>
        <Button component={Link} href="/products">{t("discounts.set")}</Button>
      </PageHead>
      <Stack gap="lg">
        <Text size="sm" c="dimmed" maw={640}>{t("discounts.about")}</Text>
        <Ending />
        <Stack gap="xs" component="section">
          <Title order={2} size="h4">{t("discounts.made")}</Title>
          <ListTable<Discount> name={["discounts", "made"]} state={state} load={load} emptyText={t("discounts.empty")}
            columns={[
              { accessor: "id", title: t("column.id"), sortable: true, width: 90 },
              { accessor: "discount_percent", title: t("column.discount"), render: (row) => row.discount_percent === undefined
                ? <Badge variant="light" color="gray" miw="max-content">{t("discounts.ended")}</Badge>
                : <Badge variant="light" miw="max-content">{row.discount_percent === 0 ? "0%" : `−${row.discount_percent}%`}</Badge> },
              { accessor: "ends_at", title: t("discounts.until"), render: (row) => row.ends_at ? format.moment(row.ends_at) : t("discounts.no_end") },
              { accessor: "updated", title: t("discounts.units"), textAlign: "right", render: (row) => format.count(row.updated) },
              { accessor: "created_at", title: t("column.when"), render: (row) => format.moment(row.created_at) },
              { accessor: "finished_at", title: t("column.state"), render: (row) => row.finished_at ? t("discounts.done") : t("discounts.under_way") },
            ]} />
        </Stack>
      </Stack>
    </>
  );
}
