// The refund and the replacements of an order.
import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/format/format";
import { Actor } from "@/ui/Actor";
import type { OrderDetails } from "./order";

interface RemedyProps {
  title: string;
  remedy: { reason: string; actor: string; created_at: string };
  children?: ReactNode;
}

function Remedy({ title, remedy, children }: RemedyProps) {
  const format = useFormat();
  return (
    <Paper withBorder p="sm">
      <Title order={3} size="h6">{title}</Title>
      {children}
      <Text size="sm" style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>{remedy.reason}</Text>
      <Text size="xs" c="dimmed"><Actor actor={remedy.actor} /> · {format.moment(remedy.created_at)}</Text>
    </Paper>
  );
}

export function Remedies({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { refund, replacements } = order;
  if (!refund && replacements.length === 0) return null;
  return (
    <Stack gap="xs">
      {refund && <Remedy title={t("order.refund_of", { amount: format.money(refund.amount) })} remedy={refund} />}
      {replacements.map((replacement) => (
        <Remedy key={replacement.id} title={t("order.replaced")} remedy={replacement}>
          <Text size="sm">{t("order.units", { bad: replacement.bad_product_id, good: replacement.good_product_id })}</Text>
        </Remedy>
      ))}
    </Stack>
  );
}
