// Imports: the file goes up as it is, the server works it off, and says how far it is.
import i18next from "i18next";
import type { paths } from "@schema";
import { answered, api, csrfHeaders } from "./client";
import { problemOf } from "./problem";

export type Import =
  paths["/api/imports/{id}"]["get"]["responses"][200]["content"]["application/json"];

export async function beginImport(file: Blob, isDryRun: boolean, key: string): Promise<{ id: number }> {
  const response = await fetch(`/api/products/import?dry_run=${isDryRun}`, {
    method: "POST",
    body: file,
    headers: {
      "Content-Type": "text/csv",
      "Accept-Language": i18next.language,
      "Idempotency-Key": key,
      ...csrfHeaders(),
    },
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

export const readImport = async (id: number): Promise<Import> =>
  answered(await api.GET("/api/imports/{id}", { params: { path: { id } } }));

const ENDS = new Set<Import["state"]>(["done", "refused", "failed"]);
export const isOver = (state: Import["state"]): boolean => ENDS.has(state);
