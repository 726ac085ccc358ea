// The chat page of `kram demo`: one panel per person, updated by long polling.
import { element, messageElement } from "/render.js";
import { payForm, startToyChains } from "/toychain.js";

const panels = new Map();
const nav = document.querySelector(".tabs");
const main = document.querySelector("#panels");
const offline = document.querySelector("#offline");
let bot = { name: "", username: "" };

async function post(path, body, type = "application/json") {
  const response = await fetch(`/chat/people${path}`, {
    method: "POST",
    headers: { "Content-Type": type, "X-Kram-Demo": "1" },
    body: type === "application/json" ? JSON.stringify(body) : body,
  });
  const result = await response.json();
  if (!response.ok) throw new Error(result.detail);
  return result;
}

async function addCustomer() {
  const { id } = await post("", { first_name: "" });
  return id;
}

class Panel {
  #chat;
  #messages = new Map();
  #pressed = new Map(); // callback id by "message data"
  #paying = new Set(); // ids of invoices
  #isAtEnd = true;
  #lastTop = 0;
  #resized = new ResizeObserver(() => this.#keepAtEnd());
  #toastTimer = 0;
  #typingTimer = 0;

  constructor(chat) {
    this.id = chat.id;
    this.root = document.querySelector("#panel").content.cloneNode(true).firstElementChild;
    this.tab = element("button", { className: "tab", type: "button", onclick: () => this.show() });
    this.#find(".log").ariaLabel = `Chat of ${chat.first_name}`;
    this.#find(".avatar").style.setProperty("--hue", (chat.id * 67) % 360);
    this.#listen();
  }

  #find(selector) {
    return this.root.querySelector(selector);
  }

  #listen() {
    const text = this.#find(".text");
    this.#find(".composer").onsubmit = (event) => {
      event.preventDefault();
      this.#sendTyped();
    };
    text.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#sendTyped();
      }
    };
    text.oninput = () => this.#showMenu(text.value.startsWith("/") && !text.value.includes(" "), text.value);
    this.#find(".start").onclick = () => this.send("/start");
    this.#find(".unblock").onclick = () => this.#act("unblock", {});
    this.#find(".block").onclick = () => this.#act(this.#chat.has_blocked_bot ? "unblock" : "block", {});
    this.#find(".commands").onclick = () => this.#showMenu(this.#find(".menu").hidden, "/");
    const log = this.#find(".log");
    log.onscroll = () => this.#noteScroll(log);
    this.#resized.observe(log);
    this.#find(".file").onchange = (event) => this.#sendPhoto(event.target);
    this.root.onkeydown = (event) => {
      if (event.key === "Escape" && !this.#find(".menu").hidden) {
        this.#showMenu(false);
        text.focus();
      }
    };
  }

  // Only scrolling up leaves the end: content that grows does not.
  #noteScroll(log) {
    const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    if (isNear) this.#isAtEnd = true;
    else if (log.scrollTop < this.#lastTop) this.#isAtEnd = false;
    this.#lastTop = log.scrollTop;
  }

  // Keeps the newest message in view when pictures load or panels change their width.
  #keepAtEnd() {
    const log = this.#find(".log");
    if (this.#isAtEnd) log.scrollTop = log.scrollHeight;
  }

  async #act(action, body, type) {
    try {
      return await post(`/${this.id}/${action}`, body, type);
    } catch (error) {
      this.toast(error instanceof TypeError ? "The demo does not answer." : error.message);
      return null;
    }
  }

  send(text) {
    this.#isAtEnd = true;
    this.#showMenu(false);
    return this.#act("text", { text });
  }

  #sendTyped() {
    const field = this.#find(".text");
    const text = field.value.trim();
    field.value = "";
    if (text) this.send(text);
  }

  async #sendPhoto(input) {
    const [file] = input.files;
    if (file) await this.#act("photo", file, file.type || "application/octet-stream");
    input.value = "";
  }

  async press(messageId, data) {
    const slot = `${messageId} ${data}`;
    this.#pressed.set(slot, "");
    this.#refreshKeys();
    const result = await this.#act("press", { message_id: messageId, data });
    if (!result) this.#pressed.delete(slot);
    this.#refreshKeys();
  }

  isPressed(messageId, data) {
    return this.#pressed.has(`${messageId} ${data}`);
  }

  async pay(messageId) {
    this.#paying.add(messageId);
    this.#refreshPayKey(messageId);
    if (await this.#act("pay", { message_id: messageId })) return;
    this.#paying.delete(messageId);
    this.#refreshPayKey(messageId);
  }

  #refreshPayKey(messageId) {
    const key = this.#messages.get(messageId)?.querySelector(".pay");
    if (key) key.ariaBusy = String(this.#paying.has(messageId));
  }

  #refreshKeys() {
    for (const key of this.root.querySelectorAll(".key[data-data]")) {
      const messageId = key.closest(".message").dataset.id;
      key.ariaBusy = String(this.isPressed(messageId, key.dataset.data));
    }
  }

  #showMenu(isShown, prefix = "/") {
    const menu = this.#find(".menu");
    const fitting = isShown ? this.#chat.commands.filter((one) => `/${one.command}`.startsWith(prefix)) : [];
    menu.replaceChildren(...fitting.map((one) => element("li", {}, element("button",
      { type: "button", onclick: () => this.#choose(`/${one.command}`) },
      element("b", {}, `/${one.command}`), element("span", {}, one.description)))));
    menu.hidden = fitting.length === 0;
    this.#find(".commands").ariaExpanded = String(!menu.hidden);
  }

  #choose(command) {
    this.#find(".text").value = "";
    this.send(command);
    this.#find(".text").focus();
  }

  toast(text) {
    const toast = this.#find(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => { toast.hidden = true; }, 3500);
  }

  #alert(text) {
    const dialog = this.#find(".alert");
    dialog.firstElementChild.textContent = text;
    if (!dialog.open) dialog.showModal();
  }

  show() {
    this.root.scrollIntoView({ behavior: "smooth", inline: "start", block: "nearest" });
    this.tab.classList.remove("unread");
  }

  // Shows what is new in this chat.
  update(chat, isFirst) {
    this.#chat = chat;
    this.#updateHead(chat);
    for (const answer of chat.answers) this.#updateAnswer(answer, isFirst);
    for (const checkout of chat.checkouts) this.#updateCheckout(checkout, isFirst);
    for (const message of chat.messages) this.#updateMessage(message, isFirst);
    this.#keepAtEnd();
    if (chat.messages.length > 0 && !isFirst && this.tab.ariaCurrent !== "true") this.tab.classList.add("unread");
  }

  #updateHead(chat) {
    this.#find(".avatar").textContent = [...chat.first_name][0];
    this.#find(".name").replaceChildren(chat.first_name,
      ...(chat.badge ? [element("span", { className: "badge" }, chat.badge)] : []));
    this.tab.textContent = chat.first_name;
    this.#find(".intro-name").textContent = bot.name;
    this.#find(".intro-text").textContent = chat.description || "Press Start to open the shop.";
    const block = this.#find(".block");
    block.textContent = chat.has_blocked_bot ? "Unblock" : "Block";
    block.title = chat.has_blocked_bot ? "Let the bot write again" : "The bot may not write any more";
    block.hidden = !chat.has_started;
    this.#find(".start").hidden = chat.has_started || chat.has_blocked_bot;
    this.#find(".unblock").hidden = !chat.has_blocked_bot;
    this.#find(".composer").hidden = !chat.has_started || chat.has_blocked_bot;
    this.#updateStatus(chat);
  }

  #updateStatus(chat) {
    const status = this.#find(".status");
    const rest = chat.has_blocked_bot ? "has blocked the bot" : `with @${bot.username}`;
    clearTimeout(this.#typingTimer);
    const isTyping = chat.typing_ms > 0;
    status.classList.toggle("typing", isTyping);
    status.textContent = isTyping ? "the bot is typing…" : rest;
    if (isTyping) {
      this.#typingTimer = setTimeout(() => this.#updateStatus({ ...chat, typing_ms: 0 }), chat.typing_ms);
    }
  }

  #updateAnswer(answer, isFirst) {
    const slot = `${answer.message_id} ${answer.data}`;
    if (!answer.is_answered) {
      this.#pressed.set(slot, answer.id);
      this.#refreshKeys();
      return;
    }
    this.#pressed.delete(slot);
    this.#refreshKeys();
    if (isFirst || !answer.text) return;
    if (answer.is_alert) this.#alert(answer.text);
    else this.toast(answer.text);
  }

  #updateCheckout(checkout, isFirst) {
    if (checkout.is_answered) this.#paying.delete(checkout.message_id);
    else this.#paying.add(checkout.message_id);
    this.#refreshPayKey(checkout.message_id);
    if (checkout.refusal && !isFirst) this.#alert(checkout.refusal);
  }

  #updateMessage(message, isFirst) {
    const old = this.#messages.get(message.id);
    if (old) this.#resized.unobserve(old);
    if (message.is_deleted) {
      old?.remove();
      this.#messages.delete(message.id);
      return;
    }
    const made = messageElement(message, {
      bot,
      send: (text) => this.send(text),
      press: (id, data) => this.press(id, data),
      isPressed: (id, data) => this.isPressed(id, data),
      pay: (id) => this.pay(id),
      isPaying: (id) => this.#paying.has(id),
      payForm: (one) => payForm(one, this.#chat.first_name),
      followLink: (parameter) => followLink(parameter),
      copy: (text) => this.#copy(text),
    });
    this.#messages.set(message.id, made);
    this.#resized.observe(made);
    if (!old) {
      made.classList.toggle("arrived", !isFirst);
      this.#find(".log").append(made);
      return;
    }
    const hadFocus = old.contains(document.activeElement);
    if (!isFirst) made.classList.add("changed");
    old.replaceWith(made);
    if (hadFocus) made.querySelector(".key")?.focus();
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast("Copied.");
    } catch {
      this.toast(text);
    }
  }
}

// Opens a shared link as a new customer.
async function followLink(parameter) {
  const id = await addCustomer();
  await post(`/${id}/text`, { text: `/start ${parameter}` });
  panels.get(id)?.show();
}

function markCurrentTab() {
  const middle = main.scrollLeft + main.clientWidth / 2;
  for (const panel of panels.values()) {
    const left = panel.root.offsetLeft - main.offsetLeft;
    const isCurrent = left <= middle && middle < left + panel.root.offsetWidth;
    panel.tab.ariaCurrent = String(isCurrent);
    if (isCurrent) panel.tab.classList.remove("unread");
  }
}

function update(events, isFirst) {
  bot = events.bot;
  document.querySelector("#waiting")?.remove();
  if (isFirst) {
    panels.clear();
    main.replaceChildren();
    nav.replaceChildren();
  }
  for (const chat of events.chats) {
    let panel = panels.get(chat.id);
    if (!panel) {
      panel = new Panel(chat);
      panels.set(chat.id, panel);
      main.append(panel.root);
      nav.append(panel.tab);
    }
    panel.update(chat, isFirst);
  }
  markCurrentTab();
}

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function listen() {
  let epoch = "";
  let since = 0;
  for (;;) {
    try {
      const response = await fetch(`/chat/events?since=${since}&epoch=${epoch}`);
      if (!response.ok) throw new Error(response.statusText);
      const events = await response.json();
      update(events, events.epoch !== epoch);
      ({ epoch, version: since } = events);
      offline.hidden = true;
    } catch (error) {
      console.warn("The demo's events are out of reach:", error);
      offline.hidden = false;
      await sleep(1500);
    }
  }
}

main.addEventListener("scroll", markCurrentTab, { passive: true });
document.querySelector("#add").onclick = async () => {
  const id = await addCustomer();
  setTimeout(() => panels.get(id)?.show(), 300);
};
startToyChains().catch(() => {}).then(listen);
