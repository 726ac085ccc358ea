// Makes modules of gettext catalogues: `import messages from "./pl.po"` is an object from message
// id to text, in i18next's form: the plural forms of `x` are `x_one`, `x_few`, `x_many`, `x_other`.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { po } from "gettext-parser";
import type { Plugin } from "vite";

// gettext's plural forms stand in this order.
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

export function messagesOf(catalogue: string, language: string): Record<string, string> {
  const used = new Intl.PluralRules(language).resolvedOptions().pluralCategories as string[];
  const forms = CATEGORIES.filter((category) => used.includes(category));
  const messages: Record<string, string> = {};
  for (const entry of Object.values(po.parse(catalogue).translations[""] ?? {})) {
    if (!entry.msgid) continue;
    if (!entry.msgid_plural) {
      messages[entry.msgid] = entry.msgstr[0] ?? "";
      continue;
    }
    entry.msgstr.forEach((text, form) => {
      messages[`${entry.msgid}_${forms[form] ?? "other"}`] = text;
    });
    messages[`${entry.msgid}_other`] ??= entry.msgstr.at(-1) ?? "";
  }
  return messages;
}

export function messageCatalogues(): Plugin {
  return {
    name: "message-catalogues",
    load(id) {
      if (!id.endsWith(".po")) return undefined;
      this.addWatchFile(id);
      const messages = messagesOf(readFileSync(id, "utf8"), basename(id, ".po"));
      return `export default ${JSON.stringify(messages)}`;
    },
  };
}
