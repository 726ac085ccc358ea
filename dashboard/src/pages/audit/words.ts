// Names of acts, of what they were about, and of the fields and values in their details.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/format/format";
import { settingLabel } from "@/pages/settings/setting";

export const SUBJECTS = ["user", "product", "order", "deposit", "ticket", "key", "webhook", "setting"];

const MONEY = new Set(["amount", "base_price", "paid"]);
const TIME = new Set(["ends_at", "expires_at", "discount_ends_at"]);

export function useAuditWords() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const known = (id: string, otherwise: string) => (i18n.exists(id) ? t(id) : otherwise.replaceAll("_", " "));
    const value = (field: string, text: string) => {
      if (text === "") return "–";
      if (text === "true" || text === "false") return t(`audit.${text}`);
      if (MONEY.has(field) && /^-?\d+\.\d\d$/.test(text)) return format.money(text);
      if (TIME.has(field) && !Number.isNaN(Date.parse(text))) return format.moment(text);
      const word = ["role", "ticket"].map((group) => `${group}.${text}`).find((id) => i18n.exists(id));
      if (word) return t(word);
      return field === "reason" && text === "payment_not_found" ? t("review.not_found") : text;
    };
    const subject = (text: string) => {
      const at = text.indexOf(":");
      const kind = at < 0 ? text : text.slice(0, at);
      const id = at < 0 ? "" : text.slice(at + 1);
      if (kind === "setting") return t("subject.setting_of", { name: settingLabel(id, t, i18n.language) });
      return i18n.exists(`subject.${kind}`) ? `${t(`subject.${kind}`)} ${id}`.trim() : text || "–";
    };
    return {
      act: (action: string) => known(`act.${action}`, action),
      field: (name: string) => known(`field.${name}`, name),
      value,
      subject,
    };
  }, [t, i18n, format]);
}
