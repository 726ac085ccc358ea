import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Customer } from "@/api/lists";

export function CustomerStates({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  if (!customer.is_banned && !customer.has_blocked_bot) return null;
  return (
    <Group gap={6}>
      {customer.is_banned && <Badge variant="light" color="red">{t("customers.banned")}</Badge>}
      {customer.has_blocked_bot && <Badge variant="light" color="gray">{t("customer.has_blocked_bot")}</Badge>}
    </Group>
  );
}
