// Says in passing what was done, or what happened meanwhile.
import { notifications } from "@mantine/notifications";
import i18next from "i18next";

export function tell(message: string, color?: string): void {
  notifications.show({
    message, autoClose: 5_000, closeButtonProps: { "aria-label": i18next.t("button.close") },
    ...(color ? { color } : {}),
  });
}
