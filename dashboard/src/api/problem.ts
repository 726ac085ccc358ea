// A problem document (RFC 9457) as the API sends it.
export interface ProblemDocument {
  title?: string;
  detail?: string;
  code?: string;
  decided_as?: string; // of a deposit that was decided before
  errors?: { pointer?: string; parameter?: string; code?: string; detail?: string }[];
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly document: ProblemDocument,
  ) {
    super(document.detail ?? document.title ?? `HTTP ${status}`);
  }

  // What is wrong with the field of that name or within it, if that is what the server refused.
  of(field: string): string | undefined {
    return this.document.errors?.find(({ pointer }) => pointer === `/${field}` || pointer?.startsWith(`/${field}/`))?.detail;
  }
}

// What a server, or a proxy before it, answered to a call by fetch.
export async function problemOf(response: Response): Promise<Problem> {
  return new Problem(response.status, (await response.json().catch(() => ({}))) as ProblemDocument);
}

// What went wrong in words, and whether trying again may help.
export function isPassing(error: unknown): boolean {
  return !(error instanceof Problem) || error.status >= 500 || error.status === 429;
}
