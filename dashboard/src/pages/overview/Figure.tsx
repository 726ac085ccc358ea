// One number of today, with what it was yesterday and on average.
import { Group, Paper, Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from "@/ui/icons";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  today: bigint;
  yesterday: bigint;
  average: bigint; // of the seven days before today
  write: (value: bigint) => string;
  isWorseWhenMore?: boolean;
}

function Trend({ today, average, isWorseWhenMore }: Pick<Props, "today" | "average" | "isWorseWhenMore">) {
  if (today === average) return <IconMinus size={18} color="var(--mantine-color-dimmed)" aria-hidden />;
  const isMore = today > average;
  const color = isMore === Boolean(isWorseWhenMore) ? "var(--mantine-color-red-text)" : "var(--mantine-color-kram-text)";
  const Arrow = isMore ? IconArrowUpRight : IconArrowDownRight;
  return <Arrow size={18} color={color} aria-hidden />;
}

export function Figure(props: Props) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" component="section" aria-label={props.label}>
      <Text size="sm" c="dimmed">{props.label}</Text>
      <Group gap={6} align="center" wrap="nowrap">
        <Text fz={{ base: 22, sm: 28 }} fw={700} lh={1.3} style={{ fontVariantNumeric: "tabular-nums" }}>
          {props.write(props.today)}
        </Text>
        <Trend {...props} />
      </Group>
      <Text size="xs" c="dimmed">{t("figure.yesterday", { value: props.write(props.yesterday) })}</Text>
      <Text size="xs" c="dimmed">{t("figure.average", { value: props.write(props.average) })}</Text>
    </Paper>
  );
}
