// What outside programs rely on, as text: contract.txt.
//
// usage: node contract.mjs KRAM [--write]
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

import { operationsOf } from "./document.mjs";

const FILE = new URL("contract.txt", import.meta.url);

function typeOf(schema) {
  if (schema.enum) return schema.enum.join("|");
  return [schema.type ?? "any", schema.format, schema.pattern].filter(Boolean).join(" ");
}

function fieldLines(schema, prefix) {
  if (schema.type === "array") return fieldLines(schema.items ?? {}, `${prefix}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    `  ${prefix}.${name}${schema.required?.includes(name) ? "" : "?"}: ${typeOf(field)}`,
    ...fieldLines(field, `${prefix}.${name}`),
  ]);
}

function linesOf({ path, method, call, id }) {
  const lines = [`${method.toUpperCase()} ${path} (${id})`];
  for (const { name, in: where, required, schema } of call.parameters) {
    lines.push(`  ${where} ${name}${required ? "" : "?"}: ${typeOf(schema)}`);
  }
  for (const { schema } of Object.values(call.requestBody?.content ?? {})) {
    lines.push(...fieldLines(schema, "body"));
  }
  for (const [status, { description, content }] of Object.entries(call.responses)) {
    if (status < "300") lines.push(`  ${status}`);
    else lines.push(`  ${status} ${[...description.matchAll(/^`(\w+)`/gm)].map((code) => code[1]).join(", ")}`);
    const schema = content?.["application/json"]?.schema;
    if (schema) lines.push(...fieldLines(schema, "answer"));
  }
  return lines;
}

export function contractOf(document) {
  return `${operationsOf(document).map((operation) => linesOf(operation).join("\n")).join("\n\n")}\n`;
}

export function reviewedContract() {
  return readFileSync(FILE, "utf8");
}

export function documentOf(kram) {
  return JSON.parse(execFileSync(kram, ["openapi"], { maxBuffer: 1 << 26 }));
}

if (process.argv[1] === new URL(import.meta.url).pathname && process.argv[3] === "--write") {
  writeFileSync(FILE, contractOf(documentOf(process.argv[2])));
}
