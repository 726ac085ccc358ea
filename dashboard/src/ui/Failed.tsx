// Why the shop did not do or show something, with another try where that can help.
import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

interface Props {
  error: Error | null;
  onRetry?: () => void;
}

export function Failed({ error, onRetry }: Props) {
  const { t } = useTranslation();
  if (!error) return null;
  const text = error instanceof Problem ? (error.status === 412 ? t("failed.stale") : error.message) : t("away.title");
  return (
    <Alert color="red" role="alert" title={text}>
      {onRetry && <Button size="xs" variant="light" onClick={onRetry}>{t("button.try_again")}</Button>}
    </Alert>
  );
}
