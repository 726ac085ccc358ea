// Calls of the shop's REST API, typed by its OpenAPI document.
import createClient, { type Middleware } from "openapi-fetch";
import i18next from "i18next";
import type { paths } from "@schema";
import { Problem, type ProblemDocument } from "./problem";

// Made anew at each sign-in; the server wants it back with every write.
let csrfToken = "";
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

export const csrfHeaders = (): Record<string, string> => ({ "X-CSRF-Token": csrfToken });

const forms: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", i18next.language);
    request.headers.set("X-CSRF-Token", csrfToken); // also empty: it says that a page asks
    return request;
  },
};

export const api = createClient<paths, "application/json">({ baseUrl: "/" });
api.use(forms);

// What the server answered, or throws the Problem that it told of.
export function answered<T>(outcome: { data?: T; error?: unknown; response: Response }): T {
  if (!outcome.response.ok) {
    throw new Problem(outcome.response.status, (outcome.error ?? {}) as ProblemDocument);
  }
  return outcome.data as T;
}
