// What was paid, beside what it would have cost without the discount.
import { Group, Text } from "@mantine/core";
import type { Order } from "@/api/lists";
import { useFormat } from "@/format/format";

interface Props {
  order: Pick<Order, "original_price" | "discount_applied" | "final_price">;
  justify?: "flex-start" | "flex-end";
}

export function OrderPrice({ order, justify = "flex-end" }: Props) {
  const format = useFormat();
  const isDiscounted = order.discount_applied > 0;
  return (
    <Group gap="0 8px" justify={justify}>
      {isDiscounted && <Text component="s" td="line-through" size="xs" c="dimmed">{format.money(order.original_price)}</Text>}
      <Text span size="sm" fw={600}>{format.money(order.final_price)}</Text>
      {isDiscounted && <Text span size="xs" c="dimmed">−{order.discount_applied}%</Text>}
    </Group>
  );
}
