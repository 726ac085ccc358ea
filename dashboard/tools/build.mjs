// Builds the dashboard for the program: types from the OpenAPI document, checked; the pages; and a
// C++ source that embeds each file as it is and compressed. build.mjs OPENAPI OUT_FOLDER OUT_CPP
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import openapiTypes, { astToString } from "openapi-typescript";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const [, , document, folder, source] = process.argv;

const FIRST_LOAD_MAX = 250_000; // bytes, by gzip
const FIRST = ["index.html", "src/pages/overview/Overview.tsx", "src/pages/overview/Revenue.tsx"];

async function writeTypes() {
  const path = join(root, "generated/schema.d.ts");
  const types = astToString(await openapiTypes(JSON.parse(readFileSync(document, "utf8"))));
  mkdirSync(join(root, "generated"), { recursive: true });
  if (!existsSync(path) || readFileSync(path, "utf8") !== types) writeFileSync(path, types);
}

function checkTypes() {
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit"], {
    cwd: root,
    stdio: "inherit",
  });
}

function filesOf(directory, prefix = "") {
  return readdirSync(join(directory, prefix)).flatMap((name) => {
    const path = `${prefix}/${name}`;
    return statSync(join(directory, path)).isDirectory() ? filesOf(directory, path) : [path];
  });
}

// What a browser loads until it shows the overview: in the language whose texts are longest.
function firstLoadOf(manifest) {
  const files = new Set(["index.html"]);
  const take = (name) => {
    const { file, css = [], imports = [] } = manifest[name];
    if (files.has(file)) return;
    for (const path of [file, ...css]) files.add(path);
    imports.forEach(take);
  };
  FIRST.forEach(take);
  const size = (name) => readFileSync(join(folder, manifest[name].file)).length;
  const catalogues = Object.keys(manifest).filter((name) => name.endsWith(".po"));
  take(catalogues.sort((one, other) => size(other) - size(one))[0]);
  return [...files];
}

function checkFirstLoad(files) {
  const sizes = files.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`The first load is ${(total / 1000).toFixed(0)} kB of at most ${FIRST_LOAD_MAX / 1000} kB, compressed.`);
  if (total <= FIRST_LOAD_MAX) return;
  files.forEach((file, index) => console.error(`${String(sizes[index]).padStart(8)} ${file}`));
  throw new Error("The first load is too large: load what it does not need later (lazy, import()).");
}

// Each form of a file that is smaller than the file itself.
function compress(path) {
  const bytes = readFileSync(join(folder, path));
  const forms = {
    gzip: gzipSync(bytes, { level: 9 }),
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
  return Object.entries(forms)
    .filter(([, smaller]) => smaller.length < bytes.length)
    .map(([form, smaller]) => {
      writeFileSync(join(folder, `${path}.${form}`), smaller);
      return form;
    });
}

function embed(paths) {
  const arrays = [];
  const entries = paths.map((path, index) => {
    const array = (form, file) => {
      arrays.push(`constexpr char k${index}_${form}[] = {\n#embed "${file}"\n};`);
      return `.${form} = {k${index}_${form}, sizeof k${index}_${form}}`;
    };
    const parts = [array("bytes", join(folder, path))];
    for (const form of compress(path)) parts.push(array(form, join(folder, `${path}.${form}`)));
    return `    net::EmbeddedFile{.path = "${path}", ${parts.join(", ")}},`;
  });
  return [
    '#include "web/dashboard/embedded_dashboard.h"',
    "namespace web {\nnamespace {",
    ...arrays,
    "constexpr net::EmbeddedFile kFiles[] = {",
    ...entries,
    "};\n}  // namespace",
    "std::span<const net::EmbeddedFile> embedded_dashboard() { return kFiles; }",
    "}  // namespace web\n",
  ].join("\n");
}

await writeTypes();
checkTypes();
await build({ root, logLevel: "warn", build: { outDir: folder, emptyOutDir: true, manifest: "manifest.json" } });
const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
rmSync(join(folder, "manifest.json"));
const paths = filesOf(folder).sort();
checkFirstLoad(firstLoadOf(manifest));
writeFileSync(source, embed(paths));
