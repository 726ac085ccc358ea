// The discounts that will end, the next ones first.
import { Badge, Button, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Row } from "@/api/rows";
import { useFormat } from "@/format/format";
import { Confirm } from "@/ui/Confirm";
import { Failed } from "@/ui/Failed";
import { tell } from "@/ui/tell";

type EndingDiscount = Row<"/api/discounts/ending">;

const load = async () => answered(await api.GET("/api/discounts/ending")).items;

async function end({ discount_percent, discount_ends_at }: EndingDiscount): Promise<string> {
  return answered(await api.POST("/api/discounts/end", { body: { discount_percent, discount_ends_at } })).message;
}

function EndDialog({ discount, onClose }: { discount: EndingDiscount; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const percent = discount.discount_percent;
  return (
    <Confirm title={t("discounts.end_title", { percent })} submit={t("discounts.end")} onClose={onClose}
      text={t("discounts.end_text", { count: discount.units, number: format.count(discount.units) })}
      act={async () => tell(await end(discount))}
      onDone={() => {
        onClose();
        void queries.invalidateQueries({ queryKey: ["discounts"] });
        void queries.invalidateQueries({ queryKey: ["products"] });
      }} />
  );
}

function EndingTable({ discounts, onEnd }: { discounts: EndingDiscount[]; onEnd: (discount: EndingDiscount) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withTableBorder verticalSpacing="xs" aria-label={t("discounts.ending")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("column.discount")}</Table.Th><Table.Th>{t("discounts.until")}</Table.Th>
            <Table.Th ta="right">{t("discounts.units")}</Table.Th><Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {discounts.map((discount) => (
            <Table.Tr key={`${discount.discount_percent} ${discount.discount_ends_at}`}>
              <Table.Td><Badge variant="light">−{discount.discount_percent}%</Badge></Table.Td>
              <Table.Td>{format.moment(discount.discount_ends_at)}</Table.Td>
              <Table.Td ta="right">{format.count(discount.units)}</Table.Td>
              <Table.Td ta="right">
                <Button size="compact-sm" variant="light" color="red" onClick={() => onEnd(discount)}
                  aria-label={t("discounts.end_of", { percent: discount.discount_percent, moment: format.moment(discount.discount_ends_at) })}>
                  {t("discounts.end")}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

export function Ending() {
  const { t } = useTranslation();
  const ending = useQuery({ queryKey: ["discounts", "ending"], queryFn: load });
  const [ended, setEnded] = useState<EndingDiscount>();
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">{t("discounts.ending")}</Title>
      <Failed error={ending.error} onRetry={() => void ending.refetch()} />
      {ending.isPending && <Skeleton h={120} />}
      {ending.data?.length === 0 && <Text size="sm" c="dimmed">{t("discounts.none_ending")}</Text>}
      {ending.data && ending.data.length > 0 && <EndingTable discounts={ending.data} onEnd={setEnded} />}
      {ended && <EndDialog discount={ended} onClose={() => setEnded(undefined)} />}
    </Stack>
  );
}
