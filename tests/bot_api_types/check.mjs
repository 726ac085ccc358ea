// Type-checks the Bot API calls that the tests made against @grammyjs/types.
//
// usage: node check.mjs RECORDED_FOLDER METHODS_HEADER SCRATCH_FOLDER RESULTS_XML
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { BAD, GOOD } from "./examples.mjs";
import { distinctCalls, typeScriptOf } from "./generate.mjs";
import { printed, xmlOf } from "../support/report.mjs";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");

function readRecords(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .map((line, index) => ({ line, where: `${name}:${index + 1}` }))
      .filter(({ line }) => line !== "")
      .map(({ line, where }) => ({ ...JSON.parse(line), where })),
  );
}

function exampleCalls() {
  const calls = (examples, refused) =>
    Object.entries(examples).flatMap(([name, example]) =>
      distinctCalls([{ ...example, where: "examples.mjs" }]).map((call) => ({
        ...call,
        refused,
        suite: "examples",
        name: `${refused ? "refuses" : "takes"}_${name}`,
      })),
    );
  return [...calls(GOOD, false), ...calls(BAD, true)];
}

// Returns tsc's errors for the file: [{line, text}], with line 0 for those about no line of it.
function errorsOf(scratch, source) {
  const config = {
    compilerOptions: {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      module: "node16",
      target: "es2022",
      types: [],
      paths: { "@grammyjs/types": [join(modules, "@grammyjs/types/mod.d.ts")] },
    },
    files: ["calls.ts"],
  };
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, "calls.ts"), source);
  writeFileSync(join(scratch, "tsconfig.json"), JSON.stringify(config, null, 2));
  const tsc = join(modules, "typescript/bin/tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", scratch, "--pretty", "false"], {
    cwd: scratch,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const errors = [];
  for (const text of run.stdout.split("\n").filter((line) => line !== "")) {
    const place = /^calls\.ts\((\d+),\d+\): (.*)$/.exec(text);
    if (place) errors.push({ line: Number(place[1]), text: place[2] });
    else if (text.startsWith(" ") && errors.length > 0) errors.at(-1).text += `\n   ${text}`;
    else errors.push({ line: 0, text });
  }
  if (run.status !== 0 && errors.length === 0) {
    errors.push({ line: 0, text: run.stderr || "tsc failed" });
  }
  return errors;
}

// Makes one test case for each method that was called and for each example.
function casesOf(calls, callOfLine, errors) {
  const cases = new Map();
  const caseOf = ({ suite, name }) => {
    const id = `${suite}.${name}`;
    if (!cases.has(id)) cases.set(id, { suite, name, failures: [] });
    return cases.get(id);
  };
  calls.forEach(caseOf);
  for (const { line, text } of errors) {
    const call = callOfLine.get(line) ?? { suite: "tsc", name: "runs", where: "", text: "" };
    caseOf(call).failures.push(`${call.where}: ${text}\n    ${call.text.slice(0, 2000)}`);
  }
  return [...cases.values()];
}

// Makes one test case for each method of the client: some test must have called it.
function coverageOf(header, shapes) {
  const called = new Set(shapes.map(({ method }) => method));
  const declared = readFileSync(header, "utf8").matchAll(/\bname = "(\w+)"/g);
  const names = [...declared].map(([, name]) => name);
  const missing = "no test called it: run those that record, or add it to every_method_test.cpp";
  const cases = names.map((name) => ({
    suite: "called",
    name,
    failures: called.has(name) ? [] : [missing],
  }));
  const none = `${header} declares no method`;
  return names.length > 0 ? cases : [{ suite: "called", name: "any", failures: [none] }];
}

function main([recorded, header, scratch, results]) {
  const records = readRecords(recorded);
  const shapes = distinctCalls(records);
  const made = shapes.map((call) => ({ ...call, suite: "calls", name: call.method }));
  const calls = [...exampleCalls(), ...made];
  const { source, callOfLine } = typeScriptOf(calls);
  const cases = casesOf(calls, callOfLine, errorsOf(scratch, source));
  cases.push(...coverageOf(header, shapes));
  const failed = cases.filter((one) => one.failures.length > 0);
  for (const one of failed) console.log(printed(one));
  const figures = `${records.length} calls of ${made.length} shapes, ${failed.length} failed`;
  console.log(`bot_api_types: ${figures}`);
  mkdirSync(dirname(results), { recursive: true });
  writeFileSync(results, xmlOf("bot_api_types", cases));
  return failed.length === 0 ? 0 : 1;
}

if (!existsSync(join(modules, "typescript"))) {
  console.log("bot_api_types: npm packages are missing: run scripts/install-npm");
  process.exit(1);
}
process.exit(main(process.argv.slice(2)));
