// Why something is done; the customer reads it.
import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  value: string;
  onChange: (reason: string) => void;
  error: string | undefined;
  isFirst?: boolean;
}

export function ReasonInput({ value, onChange, error, isFirst = false }: Props) {
  const { t } = useTranslation();
  return (
    <Textarea label={t("form.reason")} description={t("form.reason_note")} required autosize minRows={2} maxRows={8}
      value={value} error={error} data-autofocus={isFirst || undefined}
      onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
