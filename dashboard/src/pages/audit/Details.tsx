import { Stack, Text } from "@mantine/core";
import { linesOf, type Line } from "./details";
import { useAuditWords } from "./words";

function Change({ line }: { line: Line }) {
  const words = useAuditWords();
  const name = line.field && <Text span size="sm" c="dimmed">{words.field(line.field)}: </Text>;
  if (line.value !== undefined) return <>{name}{words.value(line.field, line.value)}</>;
  return (
    <>{name}<Text span size="sm" td="line-through" c="dimmed">{words.value(line.field, line.before ?? "")}</Text>
      {" → "}{words.value(line.field, line.after ?? "")}</>
  );
}

export function Details({ details }: { details: string }) {
  const lines = linesOf(details);
  return (
    <Stack gap={2} maw={460}>
      {lines.map((line, at) => (
        <Text key={at} size="sm" lineClamp={4} style={{ overflowWrap: "anywhere" }}><Change line={line} /></Text>
      ))}
      {lines.length === 0 && details !== "{}" && <Text size="sm" style={{ overflowWrap: "anywhere" }}>{details}</Text>}
    </Stack>
  );
}
