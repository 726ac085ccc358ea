// Makes the file that the API takes of a file as a spreadsheet saved it.
import Papa from "papaparse";
import { COLUMNS, type Column, type Matching } from "./columns";

const NUMBERS = new Set<Column>(["base_price", "discount_percent", "delivery_latitude", "delivery_longitude", "quantity"]);

// "1 234,50 zł" is "1234.50", "20 %" is "20". What is no number stays as it is: the server names it.
export function plainNumber(text: string): string {
  const bare = text.replace(/[\s\u00a0\u202f]|zł|pln|%/gi, "");
  if (/^-?\d+,\d+$/.test(bare)) return bare.replace(",", ".");
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(bare) ? bare : text.trim();
}

export function convertRow(row: string[], matching: Matching): string[] {
  return COLUMNS.map((column) => {
    const place = matching[column];
    const text = place === undefined ? "" : (row[place] ?? "");
    return NUMBERS.has(column) ? plainNumber(text) : text;
  });
}

const isBlank = (row: string[]) => row.every((text) => text.trim() === "");

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1250";

// By the byte order mark; without one it is UTF-8 if it can be, else what Polish Excel writes.
export function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1250";
  }
}

export interface Preview {
  headers: string[];
  rows: string[][];
}

const PREVIEW_BYTES = 65_536;

export async function encodingOfFile(file: Blob): Promise<Encoding> {
  return encodingOf(new Uint8Array(await file.slice(0, PREVIEW_BYTES * 4).arrayBuffer()));
}

export async function previewOf(file: Blob, encoding: Encoding): Promise<Preview> {
  const bytes = await file.slice(0, PREVIEW_BYTES).arrayBuffer();
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  const { data } = Papa.parse<string[]>(text, { preview: 50, skipEmptyLines: "greedy" });
  const [headers = [], ...rows] = data;
  return { headers, rows: rows.slice(0, 20) };
}

// Blank rows stay, as empty lines that the server passes over: so the lines that it names are those
// of the file.
export function linesOf(rows: string[][], matching: Matching): string {
  return Papa.unparse(rows.map((row) => (isBlank(row) ? [""] : convertRow(row, matching))), { newline: "\n" });
}

// The whole file in the API's form, made piece by piece: a file of hundreds of megabytes fits.
export function convertFile(file: File, encoding: Encoding, matching: Matching): Promise<Blob> {
  const parts: string[] = [`${COLUMNS.join(",")}\n`];
  let isFirst = true;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(file, {
      encoding,
      chunk: ({ data }) => {
        const rows = isFirst ? data.slice(1) : data;
        isFirst = false;
        if (rows.length > 0) parts.push(`${linesOf(rows, matching)}\n`);
      },
      complete: () => resolve(new Blob(parts, { type: "text/csv" })),
      error: reject,
    });
  });
}

export const rowsAsCsv = (rows: Record<string, string>[]): Blob =>
  new Blob([Papa.unparse(rows, { columns: [...COLUMNS], newline: "\n" })], { type: "text/csv" });
