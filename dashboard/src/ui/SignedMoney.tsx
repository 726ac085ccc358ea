// An amount that came (`+`) or went (`−`).
import { Text } from "@mantine/core";
import { useFormat } from "@/format/format";

export function SignedMoney({ amount }: { amount: string }) {
  const format = useFormat();
  const hasCome = !amount.startsWith("-");
  return (
    <Text span size="sm" fw={600} style={{ whiteSpace: "nowrap" }}
      {...(hasCome ? { c: "var(--mantine-color-kram-light-color)" } : {})}>
      {hasCome ? "+" : ""}{format.money(amount)}
    </Text>
  );
}
