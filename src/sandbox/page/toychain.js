// The toy chains below the chats: blocks, payments, and the buttons that make them.
import { element } from "/render.js";

const dock = document.querySelector("#chain");
const body = dock.querySelector(".chain-body");
let coins = [];
let current = "btc"; // path of the coin that is shown

const find = (selector) => dock.querySelector(selector);

async function post(path, content = {}) {
  const response = await fetch(`/toychain/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Kram-Demo": "1" },
    body: JSON.stringify(content),
  });
  if (!response.ok) throw new Error((await response.json()).detail);
}

const wordsOf = (error) => (error instanceof TypeError ? "The demo does not answer." : error.message);

// Runs `act` and shows its error, if any.
async function attempt(act) {
  const said = find(".chain-error");
  try {
    await act();
    said.hidden = true;
  } catch (error) {
    said.textContent = wordsOf(error);
    said.hidden = false;
  }
}

function show(isOpen) {
  body.hidden = !isOpen;
  find(".chain-toggle").ariaExpanded = String(isOpen);
  find(".chain-toggle-word").textContent = isOpen ? "Hide" : "Show";
}

const shortened = (text) => `${text.slice(0, 9)}…${text.slice(-4)}`;

function paymentElement(payment, coin, className = "") {
  return element("li", { className: `payment ${className}`, title: `To ${payment.address}, transaction ${payment.txid}` },
    element("b", {}, `${payment.amount} ${coin.code}`),
    element("span", {}, payment.payer ? `from ${payment.payer}` : `to ${shortened(payment.address)}`));
}

function card(title, detail, payments, className = "") {
  const made = element("li", { className: `chain-block ${className}` },
    element("p", { className: "block-head" }, element("b", {}, title), element("span", {}, detail)));
  if (payments.length > 0) made.append(element("ul", {}, ...payments));
  return made;
}

function blockElement(block, index, coin) {
  const count = index + 1;
  const payments = block.payments.map((payment) => paymentElement(payment, coin));
  const made = card(`Block ${block.height}`, count === 1 ? "newest" : `${count} deep`, payments, payments.length > 0 ? "full" : "");
  if (payments.length === 0) made.append(element("p", { className: "hint" }, "No payments"));
  return made;
}

function waitingElement(coin, state) {
  const payments = coin.waiting.map((payment) => paymentElement(payment, coin));
  const made = card("Waiting", coin.waiting.length === 0 ? "nothing" : "for a block", payments, "waiting-block");
  if (coin.waiting.length === 0) {
    made.append(element("p", { className: "hint" },
      "Payments show up here. In a chat, press Wallet, Deposit and a coin, then Pay below the picture."));
  } else if (state.is_automatic) {
    made.append(element("p", { className: "hint" }, `Their block comes within ${state.block_seconds} seconds.`));
  }
  return made;
}

function replacedElement(coin) {
  const made = card("Taken back", "", coin.replaced.map((payment) => paymentElement(payment, coin, "gone")), "gone-block");
  made.append(element("p", { className: "hint" }, "The other branch spends these coins elsewhere."));
  return made;
}

function summary(coin) {
  const waiting = coin.waiting.length;
  const rest = waiting === 0 ? "" : `, ${waiting} ${waiting === 1 ? "payment waits" : "payments wait"}`;
  return `${coin.name} block ${coin.height}${rest}`;
}

function render(state) {
  const coin = coins.find((one) => one.path === current);
  find(".chain-summary").replaceChildren(...coins.map((one) =>
    element("span", { className: one === coin ? "" : "other-coin" }, summary(one))));
  find("#mining").checked = state.is_automatic;
  for (const button of dock.querySelectorAll("[data-coin]")) {
    button.ariaPressed = String(button.dataset.coin === current);
  }
  find(".blocks").replaceChildren(waitingElement(coin, state),
    ...(coin.replaced.length > 0 ? [replacedElement(coin)] : []),
    ...coin.blocks.map((block, index) => blockElement(block, index, coin)));
}

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

let latest;

function take(state) {
  latest = state;
  coins = state.coins;
  render(state);
}

async function listen() {
  for (;;) {
    try {
      const response = await fetch(`/toychain/state?version=${latest.version}`);
      if (!response.ok) throw new Error(response.statusText);
      take(await response.json());
    } catch {
      await sleep(1500); // chat.js shows that the connection is lost
    }
  }
}

function showCoin(path) {
  current = path;
  find(".chain-error").hidden = true;
  render(latest);
}

function listenToPeople() {
  find(".chain-toggle").onclick = () => show(body.hidden);
  find(".mine").onclick = () => attempt(() => post(`${current}/blocks`));
  find(".reorganise").onclick = () => attempt(() => post(`${current}/reorganisations`));
  find("#mining").onchange = (event) => attempt(() => post("mining", { is_automatic: event.target.checked }));
  find(".coins").replaceChildren(...coins.map((coin) => {
    const made = element("button", { className: "coin", type: "button", onclick: () => showCoin(coin.path) }, coin.name);
    made.dataset.coin = coin.path;
    return made;
  }));
}

// Shows the toy chains if the demo has them. Resolves when payForm may be called.
export async function startToyChains() {
  const response = await fetch("/toychain/state");
  if (!response.ok) return;
  latest = await response.json();
  coins = latest.coins;
  listenToPeople();
  take(latest);
  dock.hidden = false;
  show(window.matchMedia("(min-width: 761px) and (min-height: 700px)").matches);
  listen();
}

function worthOf(text, coin) {
  const coinsTyped = Number(text.trim().replace(",", "."));
  const worth = coinsTyped * Number(coin.price);
  return text.trim() && worth > 0 && worth < 1e12
    ? `= ${worth.toLocaleString("en", { maximumFractionDigits: 2, useGrouping: false })} PLN` : "";
}

// The form below a picture of an address that pays to it, what is asked for if it says so. Null for
// other messages.
export function payForm(message, payer) {
  const codes = message.entities.filter((one) => one.type === "code")
    .map((one) => message.text.slice(one.offset, one.offset + one.length));
  const coin = coins.find((one) => codes.some((code) => code.startsWith(one.prefix)));
  if (!coin || !message.photo) return null;
  const address = codes.find((code) => code.startsWith(coin.prefix));
  const amount = codes.find((code) => /^\d+(\.\d+)?$/.test(code)) ?? coin.suggestion;
  const worth = element("span", { className: "worth" }, worthOf(amount, coin));
  const field = element("input", { className: "amount", type: "text", inputMode: "decimal", value: amount, autocomplete: "off", maxLength: 40 });
  const said = element("p", { className: "pay-said", role: "status", hidden: true });
  const say = (text, isError) => {
    said.textContent = text;
    said.hidden = false;
    said.classList.toggle("wrong", isError);
    field.ariaInvalid = String(isError);
  };
  field.oninput = () => { worth.textContent = worthOf(field.value, coin); };
  const form = element("form", { className: "pay-form" },
    element("label", { className: "pay-label" }, element("span", {}, `Amount in ${coin.code}`), field), worth,
    element("button", { className: "key pay-coins", type: "submit" }, "Pay"), said);
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await post(`${coin.path}/payments`, { address, amount: field.value, payer });
      say(`Paid ${field.value.trim()} toy ${coin.code}. The toy chain below shows it.`, false);
      showCoin(coin.path);
    } catch (error) {
      say(wordsOf(error), true);
    }
  };
  return form;
}
