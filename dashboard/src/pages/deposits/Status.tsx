import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { STATUS_COLORS, type Deposit } from "./deposit";

export function Status({ status }: { status: Deposit["status"] }) {
  const { t } = useTranslation();
  return <Badge variant="light" miw="max-content" color={STATUS_COLORS[status]}>{t(`deposit.${status}`)}</Badge>;
}
