// An amount, kept as it was typed; `typedAmount` reads it.
import { Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useShop } from "@/app/session";
import { typedAmount } from "@/format/amount";

interface Props {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

export function MoneyInput({ label, value, onChange, error }: Props) {
  const { t } = useTranslation();
  const { currency } = useShop();
  const isUnclear = value !== "" && typedAmount(value) === undefined;
  return (
    <TextInput label={label} required inputMode="decimal" autoComplete="off" data-autofocus value={value}
      error={isUnclear ? t("form.unclear_amount") : error}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={<Text size="sm" c="dimmed">{currency}</Text>} rightSectionWidth={52} />
  );
}
