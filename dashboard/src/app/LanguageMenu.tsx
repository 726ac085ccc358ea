import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { choose, languages } from "@/i18n/i18n";

const nameOf = (language: string) =>
  new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl size="xs" aria-label={t("menu.language")} value={i18n.language}
      onChange={(language) => void choose(language)}
      data={languages.map((value) => ({ value, label: nameOf(value) }))} />
  );
}
