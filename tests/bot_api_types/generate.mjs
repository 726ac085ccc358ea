// Writes recorded calls as TypeScript that compiles when the calls are well typed.

// Fields whose type is any string or any number, whatever their value.
const FREE_TEXTS = new Set([
  "text", "caption", "callback_data", "callback_query_id", "url", "description",
  "short_description", "command", "secret_token", "file_id", "title", "label", "payload",
  "pre_checkout_query_id", "error_message", "telegram_payment_charge_id",
]);
const FREE_NUMBER = /^(chat|message|user|custom_emoji)_id$|^(offset|timeout|latitude|longitude)$/;

// Returns the call without values that do not affect its type: a free text or number stands for
// all of its kind, and a list holds each distinct element once.
export function shapeOf(value, key = "") {
  if (typeof value === "string" && FREE_TEXTS.has(key) && !value.startsWith("attach://")) {
    return "…";
  }
  if (typeof value === "number" && FREE_NUMBER.test(key)) return 1;
  if (Array.isArray(value)) return distinct(value.map((element) => shapeOf(element)));
  if (value === null || typeof value !== "object") return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, shapeOf(value[name], name)]));
}

function distinct(values) {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

// Returns each distinct shape of call once, with the first place where it was made.
export function distinctCalls(records) {
  const calls = new Map();
  for (const { method, params, where } of records) {
    const shape = shapeOf(params ?? {});
    const text = JSON.stringify(shape);
    const id = `${method} ${text}`;
    if (!calls.has(id)) calls.set(id, { method, text, where });
  }
  return [...calls.values()];
}

// The head of the file. An upload is a string that starts with attach://.
const PRELUDE = [
  'import type { ApiMethods, Opts } from "@grammyjs/types";',
  "type Upload = `attach://${string}`;",
  "type Params<M extends keyof ApiMethods<Upload>> = Opts<Upload>[M];",
];

// Returns the TypeScript of `calls`, and for each of its lines the call that it holds, if any. A
// call that is `refused` is expected to be ill typed.
export function typeScriptOf(calls) {
  const lines = [...PRELUDE];
  const callOfLine = new Map();
  calls.forEach((call, index) => {
    if (call.refused) lines.push("// @ts-expect-error");
    const method = JSON.stringify(call.method);
    lines.push(`export const call${index}: Params<${method}> = ${call.text};`);
    // TypeScript reports an unused @ts-expect-error at its own line.
    callOfLine.set(lines.length, call);
    if (call.refused) callOfLine.set(lines.length - 1, call);
  });
  return { source: lines.join("\n") + "\n", callOfLine };
}
