// The dashboard's texts, in the language that its reader chose, else the browser's, else English.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const catalogues = import.meta.glob<Record<string, string>>("@locales/*.po", { import: "default" });

const byLanguage = new Map(
  Object.entries(catalogues).map(([path, load]) => [path.slice(path.lastIndexOf("/") + 1, -3), load]),
);

export const languages = [...byLanguage.keys()].sort();

const STORED = "kram.language";

function preferred(): string {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages.map((name) => name.slice(0, 2))];
  return wanted.find((name) => name && byLanguage.has(name)) ?? "en";
}

async function load(language: string): Promise<void> {
  const messages = await byLanguage.get(language)?.();
  if (messages) i18next.addResourceBundle(language, "translation", messages);
}

export async function startTranslating(): Promise<void> {
  const language = preferred();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: "{", suffix: "}", escapeValue: false },
    resources: {},
  });
  await choose(language);
}

export async function choose(language: string): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(STORED, language);
}
