// What must work on the page. The order matters: later cases continue from earlier ones.
import assert from "node:assert/strict";

import { Chat, walkToOffers } from "./chat.mjs";
import { DASHBOARD_CASES } from "./dashboard.mjs";
import { assertNoBarriers, assertNothingSticksOut, DESKTOP, PHONE } from "./page_checks.mjs";

async function assertNoBarriersWithTheChain(page) {
  const chain = page.getByRole("region", { name: "Toy chain" });
  await chain.waitFor();
  await assertNoBarriers(page);
  await chain.getByRole("button", { name: "the toy chain" }).click();
  await assertNoBarriers(page);
}

function toyChainOf(page) {
  const chain = page.getByRole("region", { name: "Toy chain" });
  return {
    press: (label) => chain.getByRole("button", { name: label }).click(),
    see: (text) => chain.getByText(text).first().waitFor(),
    mineOnlyWhenAsked: () => chain.getByLabel("Blocks come by themselves").uncheck(),
  };
}

async function assertTheApiIsDescribed(page, { apiUrl }) {
  await page.goto(`${apiUrl}/docs#adjustUser`);
  await page.getByText("The customer reads it.").waitFor();
  await assertNoBarriers(page);
  await assertNothingSticksOut(page);
  await page.getByRole("searchbox").fill("adjustments balance");
  await page.locator("#listProducts").waitFor({ state: "hidden" });
  await page.locator("#adjustUser").waitFor();
}

async function askForAddress(chat, coin) {
  await chat.write("/wallet");
  await chat.press(/^Deposit$/);
  await chat.press(coin);
  await chat.offers("Pay");
}

// Starts with /shop or /set_discount.
export const CASES = [
  {
    name: "the_owner_gives_a_discount",
    options: DESKTOP,
    async run(page) {
      const owner = new Chat(page, "Maria");
      await walkToOffers(owner, "/set_discount");
      await owner.press("Board game Harbour");
      await owner.press("20%");
      await owner.see("New price:");
      await owner.see("103.20 PLN");
    },
  },
  {
    name: "a_customer_buys_and_has_the_goods",
    options: DESKTOP,
    async run(page) {
      const anna = new Chat(page, "Anna");
      await walkToOffers(anna, "/shop");
      await anna.press("103.20 PLN 🔥 -20%");
      await anna.press("Buy");
      await anna.pressUntilSeen("Confirm Purchase", "Order #1");
      await anna.see(/compartment \w\d\d, code \d+/);
      const picture = anna.log.locator("img").last();
      await picture.waitFor();
      assert.ok(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
      await anna.see("Location");
    },
  },
  {
    name: "what_was_bought_is_in_the_profile",
    options: DESKTOP,
    async run(page) {
      const anna = new Chat(page, "Anna");
      await anna.write("/profile");
      await anna.see("196.80 PLN");
      await anna.press("My orders");
      await anna.press("#1 Board game");
      await anna.see(/compartment \w\d\d, code \d+/);
    },
  },
  {
    name: "a_payment_in_coins_is_credited_and_taken_back",
    options: DESKTOP,
    async run(page) {
      const chain = toyChainOf(page);
      await chain.mineOnlyWhenAsked();
      const anna = new Chat(page, "Anna");
      await askForAddress(anna, "Bitcoin");
      await anna.press("Pay");
      await chain.see("from Anna");
      await anna.see("0/1");
      await chain.press("Mine a block");
      await anna.see("Deposit completed: +100 PLN");
      await chain.press("Reorganise");
      await anna.see("Your deposit of 100 PLN was reversed");
      await new Chat(page, "Maria").see("the chain changed");
      await chain.see("Taken back");
    },
  },
  {
    name: "a_purchase_follows_the_payment_of_what_was_missing",
    options: DESKTOP,
    async run(page) {
      await toyChainOf(page).mineOnlyWhenAsked();
      const ewa = new Chat(page, "Ewa");
      await walkToOffers(ewa, "/shop", "Vouchers");
      await ewa.press("35 PLN");
      await ewa.pressUntilSeen("Buy", "short");
      await ewa.pressUntilSeen("Pay 9.25 PLN and buy", "How would you like to pay?");
      await ewa.pressUntilSeen("Bitcoin", "Send exactly");
      await ewa.log.getByRole("button", { name: "Pay", exact: true }).last().click();
      await ewa.see("stays reserved for you until");
      await toyChainOf(page).press("Mine a block");
      await ewa.see("Deposit completed: +9.25 PLN");
      await ewa.see(/Voucher CAFE-/);
    },
  },
  {
    name: "what_is_no_amount_of_coins_is_refused_in_words",
    options: DESKTOP,
    expected: /status of 400/, // which browsers report in the console
    async run(page) {
      const anna = new Chat(page, "Anna");
      await askForAddress(anna, "Litecoin");
      await anna.log.getByLabel("Amount in LTC").last().fill("1e9");
      await anna.press("Pay");
      await anna.see("The amount is a number of coins");
    },
  },
  {
    name: "a_polish_customer_reads_polish",
    options: DESKTOP,
    async run(page) {
      const piotr = new Chat(page, "Piotr");
      await piotr.write("/wallet");
      await piotr.see("Saldo:");
      const zofia = new Chat(page, "Zofia");
      await zofia.panel.getByRole("button", { name: "Start", exact: true }).click();
      await zofia.offers("Sklep");
    },
  },
  {
    name: "a_phone_shows_one_chat_at_a_time",
    options: PHONE,
    async run(page) {
      const anna = new Chat(page, "Anna");
      const maria = new Chat(page, "Maria");
      assert.deepEqual([await maria.isInView(), await anna.isInView()], [true, false]);
      await page.getByRole("navigation").getByText("Anna").tap();
      await anna.press("Shop");
      assert.deepEqual([await maria.isInView(), await anna.isInView()], [false, true]);
      await assertNothingSticksOut(page);
      const chain = toyChainOf(page);
      await chain.press("Show the toy chain");
      await chain.see("Waiting");
      await assertNothingSticksOut(page);
    },
  },
  ...[
    ["desktop", DESKTOP],
    ["phone", PHONE],
  ].flatMap(([device, options]) =>
    ["light", "dark"].map((colorScheme) => ({
      name: `no_barriers_on_a_${device}_in_the_${colorScheme}`,
      options: { ...options, colorScheme },
      run: assertNoBarriersWithTheChain,
    })),
  ),
  {
    name: "the_api_is_described_on_a_desktop",
    options: { ...DESKTOP, colorScheme: "light" },
    expected: /events are out of reach/,  // of the chat that the page leaves
    run: assertTheApiIsDescribed,
  },
  {
    name: "the_api_is_described_on_a_phone",
    options: { ...PHONE, colorScheme: "dark" },
    expected: /events are out of reach/,  // of the chat that the page leaves
    run: assertTheApiIsDescribed,
  },
  ...DASHBOARD_CASES,
];
