// Why the shop did not do or show something, with another try where that can help.
import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

export function useErrorText(): (error: Error) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return t("problem.no_answer");
    return error.status === 412 ? t("failed.stale") : error.message;
  };
}

interface Props {
  error: Error | null;
  onRetry?: () => void;
}

export function Failed({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (!error) return null;
  return (
    <Alert color="red" role="alert" title={errorText(error)}>
      {onRetry && <Button size="xs" variant="light" onClick={onRetry}>{t("button.try_again")}</Button>}
    </Alert>
  );
}
