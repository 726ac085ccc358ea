// What was read, with the tag by which an edit says which state it changes.
import { answered } from "./client";

export interface Tagged<T> {
  value: T;
  etag: string;
}

export function tagged<T>(outcome: { data?: T; error?: unknown; response: Response }): Tagged<T> {
  return { value: answered(outcome), etag: outcome.response.headers.get("ETag") ?? "" };
}
