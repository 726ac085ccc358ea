// What must work in the dashboard, on the program that serves it. Cases begin on the demo's chat
// page and continue from one another, as those of cases.mjs.
import assert from "node:assert/strict";

import { greyPicture } from "../api/picture.mjs";
import { Chat, walkToOffers } from "./chat.mjs";
import { assertNoBarriers, assertNothingSticksOut, DESKTOP, PHONE } from "./page_checks.mjs";

const LEAVING = /events are out of reach|status of 401/; // of the chat that the page leaves, and before sign-in
const REFUSED = /events are out of reach|status of 4\d\d/; // which browsers report in the console

async function signIn(page, { apiUrl, login }) {
  await page.goto(apiUrl);
  await page.getByLabel("User name").fill(login.user);
  await page.getByRole("textbox", { name: "Password" }).fill(login.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
}

async function openPage(page, name) {
  const menu = page.getByRole("button", { name: "Menu", exact: true });
  const link = page.getByRole("navigation").getByRole("link", { name, exact: true });
  if (await menu.isVisible()) await menu.click();
  await link.click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

const namesOfPages = (page) =>
  page.getByRole("navigation").getByRole("link").evaluateAll((links) => links.map((link) => link.textContent));

async function assertEveryPageIsWhole(page, demo) {
  await signIn(page, demo);
  const names = await namesOfPages(page);
  assert.ok(names.length >= 4, names.join());
  for (const name of names) {
    await openPage(page, name);
    await page.waitForLoadState("networkidle");
    await assertNothingSticksOut(page);
    await assertNoBarriers(page);
  }
}

const rowsOf = (page) => page.getByRole("row");

// A file as Polish Excel saves it: Windows-1250, semicolons, decimal commas, a blank row.
const POLISH_FILE = Buffer.concat([
  Buffer.from("Miasto;Dzielnica;Kategoria;Nazwa;Cena;Kod\r\n"),
  Buffer.from([0xa3, 0xf3, 0x64, 0x9f]), // Łódź
  Buffer.from(";Centrum;Vouchers;Kino;79,50;EXCEL-1\r\n;;;;;\r\n"),
  Buffer.from([0xa3, 0xf3, 0x64, 0x9f]),
  Buffer.from(";Centrum;Vouchers;Kino;79,50;EXCEL-2\r\n"),
]);

export const DASHBOARD_CASES = [
  {
    name: "dashboard_a_wrong_password_is_told_and_the_right_one_opens_the_shop",
    options: DESKTOP,
    expected: REFUSED,
    async run(page, demo) {
      await page.goto(demo.apiUrl);
      await page.getByLabel("User name").fill(demo.login.user);
      await page.getByRole("textbox", { name: "Password" }).fill("not this one");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("alert").waitFor();
      await assertNoBarriers(page);
      await signIn(page, demo);
      await page.reload();
      await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("User name").waitFor();
    },
  },
  {
    name: "dashboard_all_that_match_are_discounted_and_set_back",
    options: DESKTOP,
    expected: LEAVING,
    async run(page, demo) {
      await signIn(page, demo);
      await openPage(page, "Products");
      await page.getByPlaceholder("City").fill("Warsaw");
      await page.waitForURL(/city=Warsaw/);
      await rowsOf(page).nth(1).waitFor();
      await page.getByRole("checkbox", { name: "Select this page" }).check();
      const all = page.getByRole("button", { name: /^Select all/ });
      if (await all.isVisible()) await all.click();
      await page.getByRole("region", { name: "Selected products" }).getByRole("button", { name: "Discount" }).click();
      const dialog = page.getByRole("dialog", { name: "Set a discount" });
      await dialog.getByLabel(/^Discount/).fill("30");
      await dialog.getByText(/This changes \d+ units/).waitFor();
      await assertNoBarriers(page);
      await dialog.getByRole("button", { name: "Set discount" }).click();
      await page.getByText(/^Updated \d+ products with 30% discount$/).waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText(/^Set back \d+ products/).waitFor();
    },
  },
  {
    name: "dashboard_a_file_of_polish_excel_is_imported",
    options: DESKTOP,
    expected: LEAVING,
    async run(page, demo) {
      await signIn(page, demo);
      await openPage(page, "Products");
      await page.getByRole("button", { name: "Import" }).click();
      const dialog = page.getByRole("dialog", { name: "Import products" });
      const chooser = page.waitForEvent("filechooser");
      await dialog.getByRole("button", { name: "Choose a CSV file" }).click();
      await (await chooser).setFiles({ name: "towar.csv", mimeType: "text/csv", buffer: POLISH_FILE });
      await dialog.getByRole("cell", { name: "Łódź" }).first().waitFor();
      await assertNoBarriers(page);
      await dialog.getByRole("button", { name: "Only check" }).click();
      await dialog.getByText("it would add 2 units").waitFor();
      await dialog.getByRole("button", { name: "Import", exact: true }).click();
      await dialog.getByText("2 units were added").waitFor();
      await dialog.getByRole("button", { name: "Close" }).click();
      await page.getByPlaceholder("City").fill("Łódź");
      await page.getByRole("cell", { name: "Kino" }).first().waitFor();
    },
  },
  {
    name: "dashboard_a_few_letters_lead_to_a_customer",
    options: DESKTOP,
    expected: LEAVING,
    async run(page, demo) {
      await signIn(page, demo);
      await page.keyboard.press("Control+K");
      await page.getByRole("textbox", { name: /^A page, an order/ }).fill("Ewa");
      await page.getByRole("button", { name: /^Ewa/ }).waitFor();
      await assertNoBarriers(page);
      await page.getByRole("button", { name: /^Ewa/ }).click();
      await page.waitForURL(/customer=/);
      await page.getByRole("dialog").getByText("Ewa").first().waitFor();
    },
  },
  {
    name: "dashboard_a_picture_is_given_to_an_offer_and_taken_away",
    options: DESKTOP,
    expected: REFUSED, // of an offer without a picture
    async run(page, demo) {
      await signIn(page, demo);
      await openPage(page, "Products");
      await rowsOf(page).nth(1).getByRole("cell").nth(2).click();
      const drawer = page.getByRole("dialog");
      await drawer.getByRole("button", { name: "Save" }).waitFor();
      const chooser = page.waitForEvent("filechooser");
      await drawer.getByRole("button", { name: /picture$/ }).click();
      await (await chooser).setFiles({ name: "../../odd name.png", mimeType: "image/png", buffer: greyPicture(300) });
      await page.getByText("Customers see the new picture.").waitFor();
      const picture = drawer.getByRole("img", { name: /^Picture of/ });
      await picture.waitFor();
      await assertNoBarriers(page);
      await drawer.getByRole("button", { name: "Take it away" }).click();
      await drawer.getByText("without a picture").waitFor();
    },
  },
  {
    name: "dashboard_a_sale_in_the_chat_is_seen_without_a_reload",
    options: DESKTOP,
    expected: LEAVING,
    async run(page, demo) {
      await signIn(page, demo);
      const orders = page.getByRole("region", { name: "Orders today" });
      const before = await orders.innerText();
      const customer = await page.context().newPage();
      await customer.goto(demo.url);
      const anna = new Chat(customer, "Anna");
      await walkToOffers(anna, "/shop", "Vouchers");
      await anna.press("35 PLN");
      await anna.pressUntilSeen("Buy", "Confirm Purchase");
      await anna.pressUntilSeen("Confirm Purchase", /Order #\d+/);
      await page.waitForFunction(
        (text) => document.querySelector('[aria-label="Orders today"]').innerText !== text, before);
    },
  },
  {
    name: "dashboard_a_session_that_was_ended_asks_to_sign_in_again",
    options: DESKTOP,
    expected: REFUSED,
    async run(page, demo) {
      await signIn(page, demo);
      await page.context().clearCookies();
      await openPage(page, "Orders");
      await page.getByLabel("User name").waitFor();
    },
  },
  ...[["desktop", DESKTOP], ["phone", PHONE]].flatMap(([device, options]) =>
    ["light", "dark"].map((colorScheme) => ({
      name: `dashboard_every_page_is_whole_on_a_${device}_in_the_${colorScheme}`,
      options: { ...options, colorScheme },
      expected: LEAVING,
      run: assertEveryPageIsWhole,
    })),
  ),
];
