// The catalogues: the same ids and placeholders in every language, none missing, none unused.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { messagesOf } from "../tools/messages";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "../locales/dashboard");
const catalogues = Object.fromEntries(
  readdirSync(folder).map((file) => {
    const language = file.replace(".po", "");
    return [language, messagesOf(readFileSync(join(folder, file), "utf8"), language)];
  }),
);

const idOf = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const ids = (messages: Record<string, string>) => new Set(Object.keys(messages).map(idOf));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function sources(directory: string): string {
  return readdirSync(directory, { withFileTypes: true })
    .map((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return sources(path);
      return /\.tsx?$/.test(entry.name) ? readFileSync(path, "utf8") : "";
    })
    .join("\n");
}

describe("catalogues", () => {
  const english = catalogues["en"] ?? {};
  const code = sources(join(root, "src"));
  const used = new Set([...code.matchAll(/["'`]([a-z_]+\.[a-z_.]+)["'`]/g)].map(([, id]) => id));
  const prefixes = [...code.matchAll(/`([a-z_]+\.[a-z_.]*)\$\{/g)].map(([, prefix]) => prefix ?? "");

  it.each(Object.keys(catalogues))("%s has the ids of English", (language) => {
    expect(ids(catalogues[language] ?? {})).toEqual(ids(english));
  });

  it.each(Object.keys(catalogues))("%s has the placeholders of English and no empty text", (language) => {
    for (const [key, text] of Object.entries(catalogues[language] ?? {})) {
      const same = english[key] ?? english[`${idOf(key)}_other`] ?? "";
      expect(text, key).not.toBe("");
      const ofOne = key.endsWith("_one") ? english[`${idOf(key)}_one`] ?? same : same;
      expect(new Set(placeholders(text)), key).toEqual(new Set(placeholders(ofOne)));
    }
  });

  it("has no text that nothing shows", () => {
    const unused = [...ids(english)].filter(
      (id) => !used.has(id) && !prefixes.some((prefix) => id.startsWith(prefix)));
    expect(unused).toEqual([]);
  });

  it("has every text that the code names", () => {
    const calls = [...code.matchAll(/\bt\("([^"]+)"/g)].map(([, id]) => id ?? "");
    expect(calls.filter((id) => !ids(english).has(id))).toEqual([]);
  });
});
