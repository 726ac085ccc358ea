// What went wrong, in words for the reader.
import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

export function useErrorText(): (error: Error) => string {
  const { t } = useTranslation();
  return (error) => (error instanceof Problem ? error.message : t("problem.no_answer"));
}

export function ErrorAlert({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Alert color="red" role="alert" title={errorText(error)}>
      {onRetry && <Button size="xs" variant="light" color="red" onClick={onRetry}>{t("button.try_again")}</Button>}
    </Alert>
  );
}
