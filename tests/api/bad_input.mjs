// Requests that are wrong in ways that no client's library lets through, each with its clear answer.
import { gzipSync } from "node:zlib";

import { huge, HUGE_BYTES, hugeInChunks, requestOf, sendRaw } from "./raw.mjs";

const JSON_TYPE = { "Content-Type": "application/json" };
const UNIT = { city: "Kielce", district: "Centre", category: "Gifts", name: "Card", base_price: "5.00", delivery_text: "bad-input" };
const text = JSON.stringify(UNIT);
const withMore = (more) => `${text.slice(0, -1)},${more}}`;
const unit = (body, headers = {}) => ["POST", "/api/products", { ...JSON_TYPE, ...headers }, body];
const list = (query, headers = {}) => ["GET", `/api/products?${query}`, headers];
const adjustment = (body, headers) => ["POST", "/api/users/1/adjustments", { ...JSON_TYPE, ...headers }, body];
const GIFT = '{"amount":"5.00","reason":"x"}';

// [what, request, status, code, what else the answer says, what is sent after the request]
const REQUESTS = [
  ["a body of 100 MB", unit("", { "Content-Length": HUGE_BYTES }), 413, "too_large", "", huge],
  ["a body of 100 MB in chunks", unit("", { "Transfer-Encoding": "chunked" }), 413, "too_large", "", hugeInChunks],
  ["100 MB that are only promised", unit("{", { "Content-Length": HUGE_BYTES }), 413, "too_large"],
  ["a Content-Length that cuts the body", unit(text, { "Content-Length": 10 }), 400, "invalid_request", "incomplete"],
  ["a Content-Length beyond all numbers", unit("{}", { "Content-Length": "9".repeat(30) }), 400, "invalid_request"],
  ["two lengths", unit("{}", { "Content-Length": 2, "content-length": 3 }), 400, "invalid_request"],
  ["a length beside chunks", unit("2\r\n{}\r\n0\r\n\r\n", { "Content-Length": 12, "Transfer-Encoding": "chunked" }), 400, "invalid_request"],
  ["a coding of the transfer", unit("{}", { "Transfer-Encoding": "gzip, chunked" }), 501, "not_implemented"],
  ["arrays of depth 10,000", unit(withMore(`"description":${"[".repeat(10_000)}${"]".repeat(10_000)}`)), 400, "invalid_request", "too deep"],
  ["objects of depth 10,000", unit(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`), 400, "invalid_request", "too deep"],
  ["a repeated field", unit(withMore('"name":"B"')), 400, "invalid_request", '"code":"repeated","detail":"must stand once","pointer":"/name"'],
  ["a field repeated in other letters", unit(withMore('"n\\u0061me":"B"')), 400, "invalid_request", '"pointer":"/name"'],
  ["an unknown field", unit(withMore('"nmae":"B"')), 400, "invalid_request", '"code":"unknown"'],
  ["a field with the name of nothing", unit(withMore('"":1')), 400, "invalid_request", '"pointer":"/"'],
  ["1e400 for an amount", unit(text.replace('"5.00"', "1e400")), 400, "invalid_request", "/base_price"],
  ["1e400 for a coordinate", unit(withMore('"delivery_latitude":1e400,"delivery_longitude":1')), 400, "invalid_request", "/delivery_latitude"],
  ["-1e400 for a percentage", unit(withMore('"discount_percent":-1e400')), 400, "invalid_request", "/discount_percent"],
  ["a number of 1,000 digits", unit(withMore(`"discount_percent":${"9".repeat(1_000)}`)), 400, "invalid_request", "/discount_percent"],
  ["NaN", unit(withMore('"discount_percent":NaN')), 400, "invalid_request", "at byte"],
  ["a fraction of a percent", unit(withMore('"discount_percent":10.5')), 400, "invalid_request", "whole number"],
  ["half of a surrogate pair", unit(text.replace("Card", "\\ud800")), 400, "invalid_request", "half of a surrogate pair"],
  ["the other half", unit(text.replace("Card", "\\udc00x")), 400, "invalid_request", "half of a surrogate pair"],
  ["both halves in the wrong order", unit(text.replace("Card", "\\udc00\\ud800")), 400, "invalid_request", "half of a surrogate pair"],
  ["a surrogate as bytes", unit(Buffer.from(text.replace("Card", "@@@")).map((byte, i, all) => byte === 0x40 ? [0xed, 0xa0, 0x80][i - all.indexOf(0x40)] : byte)), 400, "invalid_request"],
  ["the character U+0000", unit(text.replace("Card", "a\\u0000b")), 400, "invalid_request", "/name"],
  ["a name of 900 KB", unit(text.replace("Card", "n".repeat(900_000))), 400, "invalid_request", "at most 100 characters"],
  ["text after the JSON", unit(`${text} x`), 400, "invalid_request", "extra data"],
  ["a byte order mark", unit(`\ufeff${text}`), 400, "invalid_request", "at byte 1"],
  ["no type of the body", ["POST", "/api/products", {}, text], 400, "invalid_request", "Content-Type"],
  ["another type of the body", unit(text, { "Content-Type": "text/plain" }), 400, "invalid_request", "application/json"],
  ["two types of the body", unit(text, { "content-type": "text/plain" }), 400, "invalid_request", '"code":"repeated"'],
  ["a body that is packed", unit(gzipSync(text), { "Content-Encoding": "gzip" }), 415, "encoded_body", "Content-Encoding"],
  ["no body", unit("", { "Content-Length": 0 }), 400, "invalid_request", "incomplete"],
  ["a body of GET", ["GET", "/api/products", JSON_TYPE, "{}"], 400, "invalid_request", "no body"],
  ["a body of DELETE", ["DELETE", "/api/products/1", JSON_TYPE, "{}"], 400, "invalid_request", "no body"],
  ["a body in chunks of GET", ["GET", "/api/orders", { "Transfer-Encoding": "chunked" }, "2\r\n{}\r\n0\r\n\r\n"], 400, "invalid_request", "no body"],
  ["an unknown parameter", list("citty=x"), 400, "invalid_request", "did you mean `city`?"],
  ["a repeated parameter", list("city=a&city=b"), 400, "invalid_request", '"code":"repeated"'],
  ["NUL in a parameter", list("q=a%00"), 400, "invalid_request", "`q`"],
  ["a broken escape", list("q=%zz"), 400, "invalid_request", "`q`"],
  ["page -1", list("page=-1"), 400, "invalid_request", "between 1 and 1000000"],
  ["per_page 1e3", list("per_page=1e3"), 400, "invalid_request", "whole number"],
  ["a cursor of another list", list("after=5b312c315d"), 400, "invalid_request", "`next`"],
  ["30 February", ["GET", "/api/orders?from=2026-02-30"], 400, "invalid_request", "`from`"],
  ["a blank in place of + in a time", ["GET", "/api/orders?from=2026-01-01T00:00:00+02:00"], 400, "invalid_request", "`from`"],
  ["an id beyond 2^63 in a filter", ["GET", "/api/orders?user_id=9223372036854775808"], 400, "invalid_request", "`user_id`"],
  ["an id beyond 2^63 in the path", ["GET", "/api/products/9223372036854775808"], 404, "not_found"],
  ["three decimals", adjustment('{"amount":"-5.001","reason":"x"}', { "Idempotency-Key": "k" }), 400, "invalid_request", "/amount"],
  ["a key of 10,000 characters", adjustment(GIFT, { "Idempotency-Key": "k".repeat(10_000) }), 400, "no_idempotency_key"],
  ["a key with a control character", adjustment(GIFT, { "Idempotency-Key": "a\u0001b" }), 400, "invalid_request"],
  ["a key of other letters than ASCII", adjustment(GIFT, { "Idempotency-Key": "kł" }), 400, "no_idempotency_key"],
  ["two keys", adjustment(GIFT, { "Idempotency-Key": "a", "idempotency-key": "b" }), 400, "invalid_request", '"code":"repeated"'],
  ["a weak ETag", ["PATCH", "/api/products/1", { ...JSON_TYPE, "If-Match": 'W/"x"' }, "{}"], 412, "stale"],
  ["a method that the path has not", ["PUT", "/api/products", JSON_TYPE, "{}"], 405, "method_not_allowed", "GET, POST"],
  ["OPTIONS", ["OPTIONS", "/api/products"], 405, "method_not_allowed"],
  ["a method that nobody knows", ["BREW", "/api/products"], 405, "method_not_allowed"],
  ["a slash at the end", ["GET", "/api/products/"], 404, "not_found"],
  ["two slashes", ["GET", "//api//products"], 404, "not_found"],
  ["%2F in the path", ["GET", "/api%2Fproducts"], 404, "not_found"],
  ["%2F in an id", ["GET", "/api/products/1%2Fdelivery"], 404, "not_found"],
  ["dots in the path", ["GET", "/api/users/../products"], 404, "not_found"],
  ["an address of 20 KB", list(`q=${"a".repeat(20_000)}`), 431, "header_too_large"],
  ["a header of 20 KB", list("", { "X-Much": "a".repeat(20_000) }), 431, "header_too_large"],
];

async function failuresOf(shop, [, request, status, code, words = "", more]) {
  const answer = await sendRaw(shop, requestOf(shop, ...request), more).catch((error) => ({ error }));
  if (answer.error) return [answer.error.message];
  const said = JSON.stringify(answer.json ?? "");
  const isRight = answer.status === status && answer.json?.code === code && answer.json?.detail &&
    (said.includes(words) || answer.json.detail.includes(words));
  return isRight ? [] : [`answered ${answer.status} ${said}, not ${status} ${code} ${words}`];
}

// The type of an answer is the one that its reader likes best.
const TYPES = [
  ["text/csv", "text/csv"],
  ["TEXT/CSV;q=0.5, application/json;q=0.1", "text/csv"],
  ["application/json;q=0.1, text/csv", "text/csv"],
  ["text/csv;q=0, */*", "application/json"],
  ["text/csvx", "application/json"],
  ["application/xml", "application/json"],
  ["", "application/json"],
];

async function failuresOfTypes(shop) {
  const failures = [];
  for (const [accept, type] of TYPES) {
    const { head } = await sendRaw(shop, requestOf(shop, "GET", "/api/products?per_page=1", { Accept: accept }));
    if (!head.includes(`Content-Type: ${type}`)) failures.push(`Accept: ${accept} is answered ${head}`);
  }
  return failures;
}

// [name, what is wrong…] of each, in words.
export async function* badInput(shop) {
  const units = async () => (await shop.send("get", { path: "/api/products" })).json.total;
  const before = await units();
  for (const one of REQUESTS) yield [`bad_input: ${one[0]}`, await failuresOf(shop, one)];
  yield ["bad_input: the types of answers", await failuresOfTypes(shop)];
  const after = await units();
  yield ["bad_input: nothing is added", before === after ? [] : [`${before} units became ${after}`]];
}
