// Runs the examples of the documentation on a running shop, as they stand there.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = new URL("../../", import.meta.url);
const FILES = ["README.md", "docs/api.md"];
const WAIT_MS = 30_000;
const RUNNERS = { sh: ["bash", "-euc"], python: ["python3", "-c"] };

// The fenced blocks of a language that is run.
function blocksOf(file) {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => language in RUNNERS)
    .map(([, language, code]) => ({ file, language, code }))
    .filter(({ code }) => code.includes("/api/"));
}

// What a reader puts in: the address, the password, a key. A refused call ends an example.
function filledIn(code, shop) {
  return code
    .replaceAll("http://127.0.0.1:8000", shop.url)
    .replaceAll("owner:'your password'", `'${shop.password}'`)
    .replaceAll("curl ", "curl --silent --show-error --fail-with-body ");
}

async function failureOf({ file, language, code }, shop, folder) {
  const [program, ...options] = RUNNERS[language];
  try {
    await promisify(execFile)(program, [...options, filledIn(code, shop)], {
      cwd: folder,
      timeout: WAIT_MS,
      env: { ...process.env, KRAM_URL: shop.url, KRAM_KEY: shop.key ?? "", KRAM_PASSWORD: shop.password,
        KRAM_CUSTOMER: String(shop.seen.customer) },
    });
    return [];
  } catch (error) {
    return [`${file}:\n${code}\n${error.message}\n${error.stdout}`];
  }
}

export async function failuresOfExamples(shop) {
  const folder = mkdtempSync(join(tmpdir(), "kram-api-"));
  const blocks = FILES.flatMap(blocksOf);
  const failures = blocks.length > 0 ? [] : ["the documentation has no examples"];
  for (const block of blocks) failures.push(...(await failureOf(block, shop, folder)));
  rmSync(folder, { recursive: true });
  return failures;
}
