// Who did something, as the API names them ("owner:7", "web:admin", "manager_key:9", "cli").
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

const KINDS = new Set([
  "customer", "owner", "manager", "support", "web", "owner_key", "manager_key", "support_key", "cli", "chain", "telegram",
]);

export function useActorText(): (actor: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (actor) => {
      const [kind = "", id = ""] = actor.split(/:(.*)/);
      return KINDS.has(kind) ? t(`actor.${kind}`, { id }) : actor;
    },
    [t],
  );
}
