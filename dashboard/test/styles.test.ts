// Every part of Mantine that the dashboard uses has its styles.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

function textOf(directory: string): string {
  return readdirSync(directory, { withFileTypes: true })
    .map((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return textOf(path);
      return entry.name.endsWith(".tsx") ? readFileSync(path, "utf8") : "";
    })
    .join("\n");
}

const imported = (text: string) =>
  [...text.matchAll(/import\s*\{([^}]+)\}\s*from\s*"@mantine\/core"/g)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(" as ")[0] ?? ""));

it("styles every part that is used, also by the table", () => {
  const table = readFileSync(join(root, "node_modules/mantine-datatable/dist/index.mjs"), "utf8");
  const used = new Set([...imported(textOf(join(root, "src"))), ...imported(table)]);
  const styles = ["src/app/styles.ts", "src/ui/table_styles.ts"]
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  const unstyled = [...used].filter(
    (name) =>
      existsSync(join(root, `node_modules/@mantine/core/styles/${name}.css`)) &&
      !styles.includes(`/styles/${name}.css`));
  expect(unstyled).toEqual([]);
  expect(used.has("AppShell")).toBe(true);
});
