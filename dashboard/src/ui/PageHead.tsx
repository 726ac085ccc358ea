import { Group, Title } from "@mantine/core";
import type { ReactNode } from "react";

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Group justify="space-between" align="center" mb="md">
      <Title order={1} size="h2">{title}</Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
