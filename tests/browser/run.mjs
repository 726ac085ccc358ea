// Runs the cases one after the other against one demo.
//
// usage: node run.mjs KRAM CHROMIUM RESULTS_XML RECORDED_CALLS
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { chromium } from "playwright-core";

import { printed, xmlOf } from "../support/report.mjs";
import { CASES } from "./cases.mjs";
import { startDemo } from "./demo.mjs";

const WAIT_MS = 15_000;

// Keeps the browser from requests of its own. Chromium's sandbox does not work for root.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

async function failuresOf({ options, expected, run }, browser, demo) {
  const complaints = [];
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(`page: ${error.message}`));
  page.on("console", (message) => {
    if (!expected?.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  try {
    await page.goto(demo.url);
    await page.getByRole("log").first().waitFor();
    await run(page, demo);
  } catch (error) {
    complaints.push(error.stack);
  }
  await context.close();
  return complaints;
}

async function main([kram, executablePath, results, recorded]) {
  for (const file of [results, recorded]) mkdirSync(dirname(file), { recursive: true });
  const demo = await startDemo(kram, recorded);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const cases = [];
  for (const one of CASES) {
    const failures = await failuresOf(one, browser, demo);
    cases.push({ suite: "browser", name: one.name, failures });
    if (failures.length > 0) console.log(printed(cases.at(-1)));
  }
  await browser.close();
  const code = await demo.stop();
  const failures = code === 0 ? [] : [`kram demo ended with ${code}`];
  cases.push({ suite: "browser", name: "the_demo_ends_well", failures });
  writeFileSync(results, xmlOf("browser", cases));
  return cases.every((one) => one.failures.length === 0) ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
