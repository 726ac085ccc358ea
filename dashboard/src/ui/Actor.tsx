// Who did something, as the API writes it: `owner:7`, `chain`.
import { useTranslation } from "react-i18next";

export function Actor({ actor }: { actor: string }) {
  const { t } = useTranslation();
  const [kind = "", id = ""] = actor.split(/:(.*)/);
  return t(`actor.${kind}`, { id, defaultValue: actor });
}
