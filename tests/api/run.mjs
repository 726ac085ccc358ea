// Calls every operation with good and bad input, and holds the answers against the document.
//
// usage: node run.mjs KRAM RESULTS_XML
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { printed, xmlOf } from "../support/report.mjs";
import { badInput } from "./bad_input.mjs";
import { contractOf, documentOf, reviewedContract } from "./contract.mjs";
import { operationsOf, Schemas } from "./document.mjs";
import { failuresOfExamples } from "./examples.mjs";
import { failuresOfPictures } from "./pictures.mjs";
import { startShop } from "./shop.mjs";

// {operationId: {good: [call…], bad: [call…]}} of every file, in the order of the files' names. A
// call is {path, query, headers, body, status}, or a function of the shop that returns one; `keep`
// is given the good answer.
async function allCases() {
  const folder = new URL("cases/", import.meta.url);
  const cases = [];
  for (const file of readdirSync(folder).sort()) {
    const { CASES } = await import(new URL(file, folder));
    cases.push(...Object.entries(CASES));
  }
  return cases;
}

async function complaintsOf(shop, schemas, operation, given, isGood) {
  const call = typeof given === "function" ? await given(shop) : given;
  const answer = await shop.send(operation.method, call);
  const complaints = schemas.complaintsOf(operation, answer);
  const wanted = call.status ?? (isGood ? undefined : 400);
  if (wanted ? answer.status !== wanted : answer.status >= 300) {
    complaints.push(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  }
  if (isGood) await call.keep?.(answer, shop);
  return complaints.map((complaint) => `${JSON.stringify(call)}: ${complaint}`);
}

async function failuresOf(shop, schemas, operations, [id, { good = [], bad = [] }]) {
  const operation = operations.find((one) => one.id === id);
  if (!operation) return [`there is no operation ${id}`];
  const failures = [];
  if (good.length === 0 || bad.length === 0) failures.push("lacks a good or a bad call");
  for (const call of good) failures.push(...(await complaintsOf(shop, schemas, operation, call, true)));
  for (const call of bad) failures.push(...(await complaintsOf(shop, schemas, operation, call, false)));
  return failures;
}

async function main([kram, results]) {
  mkdirSync(dirname(results), { recursive: true });
  const cases = [];
  const report = (name, failures) => {
    cases.push({ suite: "api", name, failures });
    if (failures.length > 0) console.log(printed(cases.at(-1)));
  };
  const document = documentOf(kram);
  report("the_contract_is_reviewed", contractOf(document) === reviewedContract() ? [] : [
    "tests/api/contract.txt is not what this program offers: node tests/api/contract.mjs KRAM --write"]);
  const shop = await startShop(kram);
  const served = await (await fetch(`${shop.url}/api/openapi.json`)).json();
  report("the_document_is_the_one_that_is_printed",
    JSON.stringify(served) === JSON.stringify(document) ? [] : ["they differ"]);
  shop.seen.customer = await shop.customer("Anna");
  const operations = operationsOf(served);
  const schemas = new Schemas(served);
  const all = await allCases();
  for (const one of all) report(one[0], await failuresOf(shop, schemas, operations, one));
  const called = new Set(all.map(([id]) => id));
  report("every_operation_is_called", operations.filter(({ id }) => !called.has(id))
    .map(({ id }) => `${id} is not called`));
  report("pictures_are_read_back", await failuresOfPictures(shop));
  for await (const [name, failures] of badInput(shop)) report(name, failures);
  report("the_examples_work", await failuresOfExamples(shop));
  const code = await shop.stop();
  report("the_shop_ends_well", code === 0 ? [] : [`kram demo ended with ${code}`]);
  writeFileSync(results, xmlOf("api", cases));
  return cases.every((one) => one.failures.length === 0) ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
