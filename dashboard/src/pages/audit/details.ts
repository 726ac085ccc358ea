// The details of an act as lines: what it was and is, then what else is told of it.
export interface Line {
  field: string;
  value?: string;
  before?: string;
  after?: string;
}

type Fields = Record<string, unknown>;

// Only ids that no reader needs.
const HIDDEN = new Set(["bulk_discount_id", "transfer_id", "picture_before"]);

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (isFields(value)) {
    return Object.entries(value).filter(([, inner]) => textOf(inner)).map(([name, inner]) => `${name}: ${textOf(inner)}`).join(", ");
  }
  return String(value);
}

function changesOf(before: unknown, after: unknown, field: string): Line[] {
  if (!isFields(before) && !isFields(after)) return [{ field, before: textOf(before), after: textOf(after) }];
  const was = isFields(before) ? before : {};
  const is = isFields(after) ? after : {};
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name) => ({ field: name, before: textOf(was[name]), after: textOf(is[name]) }))
    .filter((line) => line.before !== line.after)
    .map((line) => (isFields(before) ? line : { field: line.field, value: line.after }));
}

// Empty when the details are not an object, as those of a newer shop may be.
export function linesOf(details: string): Line[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(details);
  } catch {
    return [];
  }
  if (!isFields(parsed)) return [];
  const { before, after, field, ...rest } = parsed;
  const changes = before === undefined && after === undefined ? [] : changesOf(before, after, textOf(field));
  const others = Object.entries(rest)
    .map(([name, value]) => ({ field: name, value: textOf(value) }))
    .filter((line) => line.value && !HIDDEN.has(line.field));
  return [...changes, ...others];
}
