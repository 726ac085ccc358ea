// All of a filtered list as lines for a spreadsheet, part by part.
import i18next from "i18next";
import { problemOf } from "./problem";

const PART_ROWS = 200;

export interface CsvOrder {
  path: string;
  query: Record<string, string>;
  signal: AbortSignal;
  onRows: (rows: number) => void;
}

async function wait(response: Response): Promise<void> {
  const seconds = Number(response.headers.get("Retry-After")) || 1;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

async function readPart(url: string, signal: AbortSignal): Promise<Response> {
  const headers = { Accept: "text/csv", "Accept-Language": i18next.language };
  const response = await fetch(url, { headers, signal });
  if (response.status === 429) {
    await wait(response);
    return readPart(url, signal);
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

// RFC 8288: `</api/orders?after=…>; rel="next"`.
export function nextOf(link: string | null): string | undefined {
  return /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
}

const withoutHead = (lines: string) => lines.slice(lines.indexOf("\n") + 1);

export async function readCsv({ path, query, signal, onRows }: CsvOrder): Promise<Blob> {
  const parts: string[] = ["\uFEFF"]; // else Excel takes the text for Windows-1250
  let url: string | undefined = `${path}?${new URLSearchParams({ ...query, per_page: String(PART_ROWS) })}`;
  while (url) {
    const response: Response = await readPart(url, signal);
    const lines = await response.text();
    parts.push(parts.length === 1 ? lines : withoutHead(lines));
    onRows((parts.length - 1) * PART_ROWS);
    url = nextOf(response.headers.get("Link"));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}
