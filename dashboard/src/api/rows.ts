// The rows that the API's lists answer.
import type { paths } from "@schema";

type ListPath = {
  [P in keyof paths]: paths[P] extends {
    get: { responses: { 200: { content: { "application/json": { items: unknown[] } } } } };
  } ? P : never;
}[keyof paths];

export type Row<P extends ListPath> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": { items: (infer R)[] } } } } };
} ? R : never;

export interface Part<R> {
  items: R[];
  total?: number;
  next?: string;
}

// What a GET of that path answers.
export type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer A } } } };
} ? A : never;
