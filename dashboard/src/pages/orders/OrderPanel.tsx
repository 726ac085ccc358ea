// One order beside the list.
import { Group, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SidePanel } from "@/ui/SidePanel";
import { Failed } from "@/ui/Failed";
import type { Opened } from "@/ui/opened";
import { Delivered } from "./Delivered";
import { OrderActs, type OrderAct } from "./OrderActs";
import { OrderFacts } from "./OrderFacts";
import { OrderStates } from "./OrderStates";
import { Remedies } from "./Remedies";
import { orderQuery } from "./order";

interface ContentProps {
  id: number;
  act: OrderAct | undefined;
  onAct: (act: OrderAct | undefined) => void;
}

function Content({ id, act, onAct }: ContentProps) {
  const order = useQuery(orderQuery(id));
  if (order.error) return <Failed error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <Stack aria-hidden><Skeleton h={24} w="60%" /><Skeleton h={180} /></Stack>;
  return (
    <Stack>
      <Group gap="xs"><OrderStates order={order.data} /></Group>
      <OrderFacts order={order.data} />
      <OrderActs order={order.data} act={act} onAct={onAct} />
      <Remedies order={order.data} />
      <Delivered key={order.data.product_id} orderId={id} />
    </Stack>
  );
}

export function OrderPanel({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<OrderAct>();
  const { id } = opened;
  return (
    <SidePanel isOpen={id !== undefined} title={id ? t("order.title", { id }) : ""} onClose={opened.close} isCovered={act !== undefined}>
      {id && <Content key={id} id={id} act={act} onAct={setAct} />}
    </SidePanel>
  );
}
