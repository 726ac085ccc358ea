// A line of a list on a narrow card: what it is on the left, how much on the right, each with a smaller line below.
import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  left: ReactNode;
  below: ReactNode;
  right: ReactNode;
  rightBelow?: ReactNode;
}

export function TwoSides({ left, below, right, rightBelow }: Props) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
        <Text size="sm" component="div">{left}</Text>
        <Text size="xs" c="dimmed" component="div">{below}</Text>
      </div>
      <div style={{ textAlign: "right", flexShrink: 0 }}>
        <Text size="sm" component="div">{right}</Text>
        <Text size="xs" c="dimmed" component="div">{rightBelow}</Text>
      </div>
    </Group>
  );
}
