import { Badge, Text } from "@mantine/core";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslation } from "react-i18next";
import { discounted } from "@/format/amount";
import { useFormat } from "@/format/format";
import { wide } from "@/ui/wide";
import type { Unit } from "./selection";

function State({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  if (unit.is_sold) return <Badge variant="light" color="gray">{t("unit.sold")}</Badge>;
  if (unit.is_reserved) return <Badge variant="light" color="yellow">{t("unit.held")}</Badge>;
  return <Badge variant="light">{t("unit.for_sale")}</Badge>;
}

function Price({ unit }: { unit: Unit }) {
  const format = useFormat();
  if (!unit.discount_percent) return format.money(unit.base_price);
  return (
    <>
      <Text size="xs" c="dimmed" td="line-through" component="s">{format.money(unit.base_price)}</Text>
      <Text size="sm" fw={600}>{format.money(discounted(unit.base_price, unit.discount_percent))}</Text>
    </>
  );
}

export function useColumns(): DataTableColumn<Unit>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { accessor: "id", title: t("column.id"), sortable: true, width: 80, visibleMediaQuery: wide },
    { accessor: "name", title: t("column.product"), render: (unit) => (
      <><Text size="sm" fw={500}>{unit.name}</Text>
        <Text size="xs" c="dimmed">{[unit.city, unit.district, unit.category].join(" · ")}</Text></>) },
    { accessor: "base_price", title: t("column.price"), sortable: true, textAlign: "right", noWrap: true, render: (unit) => <Price unit={unit} /> },
    { accessor: "discount_percent", title: t("column.discount"), textAlign: "right", noWrap: true, visibleMediaQuery: wide,
      render: (unit) => unit.discount_percent ? `−${unit.discount_percent}%` : "" },
    { accessor: "is_sold", title: t("column.state"), render: (unit) => <State unit={unit} /> },
    { accessor: "created_at", title: t("column.added"), sortable: true, noWrap: true, visibleMediaQuery: wide, render: (unit) => format.moment(unit.created_at) },
  ];
}
