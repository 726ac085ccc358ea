import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Webhook } from "./webhook";

export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const state = !webhook.is_enabled ? "off" : webhook.is_failing ? "failing" : "on";
  const color = { off: "gray", failing: "red", on: "kram" }[state];
  return <Badge variant="light" miw="max-content" color={color}>{t(`webhook.${state}`)}</Badge>;
}
