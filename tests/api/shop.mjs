// A running demo, and calls to its REST API.
import { spawn } from "node:child_process";

const WAIT_MS = 15_000;
const POLL_MS = 50;
const OWNER = 100_000_001;  // of the demo

// What `look` resolves with once that is true.
export async function until(what, look) {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

// Resolves when the demo is ready.
export function startShop(kram) {
  const demo = spawn(kram, ["demo", "--port", "0", "--web-port", "0"]);
  const ended = new Promise((resolve) => demo.once("exit", resolve));
  const stop = async () => {
    demo.kill("SIGTERM");
    return ended;
  };
  return new Promise((resolve, reject) => {
    let said = "";
    demo.stderr.on("data", (text) => (said += text));
    demo.stdout.on("data", (text) => {
      said += text;
      const chat = /Chat with the shop +(\S+)/.exec(said);
      const api = /Dashboard +(http:\S+) +\(user (\S+), password (\S+)\)/.exec(said);
      if (chat && api && said.includes("Ctrl+C")) {
        resolve(new Shop(chat[1], api[1], `${api[2]}:${api[3]}`, stop));
      }
    });
    ended.then((code) => reject(new Error(`kram demo ended with ${code}:\n${said}`)));
  });
}

class Shop {
  constructor(chatUrl, url, password, stop) {
    this.chatUrl = chatUrl;
    this.url = url;
    this.password = password;  // "owner:secret"
    this.authorization = `Basic ${Buffer.from(password).toString("base64")}`;
    this.stop = stop;
    this.seen = {};  // what cases leave for later ones
  }

  // A call of {path, query, headers, body}: a string is sent as it is, another body as JSON.
  async send(method, { path, query = {}, headers = {}, body }) {
    const url = new URL(path, this.url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const isJson = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
    const sent = {
      authorization: this.authorization,
      ...(isJson ? { "content-type": "application/json" } : {}),
      ...headers,
    };
    if (sent.authorization === "") delete sent.authorization;
    const response = await fetch(url, {
      method: method.toUpperCase(),
      redirect: "manual",
      headers: sent,
      body: isJson ? JSON.stringify(body) : body,
    });
    const type = (response.headers.get("content-type") ?? "").split(";")[0];
    const text = await response.text();
    const json = type.endsWith("json") ? JSON.parse(text) : undefined;
    return { status: response.status, type, text, json, headers: response.headers };
  }

  // The header that an edit of what is at `path` needs.
  async seenAt(path) {
    const { headers } = await this.send("get", { path });
    return { "if-match": headers.get("etag") };
  }

  // A new person who has written /start. Resolves with their id when the shop knows them.
  async customer(firstName) {
    const { id } = await this.#chat("", { first_name: firstName });
    await this.#chat(`/${id}/text`, { text: "/start" });
    await until(`the shop knows ${firstName}`,
      async () => (await this.send("get", { path: `/api/users/${id}` })).status === 200);
    return id;
  }

  async writes(id, text) {
    await this.#chat(`/${id}/text`, { text });
  }

  // What the newest link to the dashboard has behind its #, after the owner has asked for one.
  async signInToken() {
    const links = async () => {
      const { chats } = await (await fetch(new URL("/chat/events", this.chatUrl))).json();
      return chats.flatMap(({ messages }) => messages)
        .flatMap((message) => (message.rows ?? []).flat())
        .map(({ url }) => /\/sign-in#(\w+)$/.exec(url ?? "")?.[1]).filter((token) => token);
    };
    const { length } = await links();
    await this.writes(OWNER, "/dashboard");
    return until("a link to the dashboard", async () => {
      const now = await links();
      return now.length > length && now.at(-1);
    });
  }

  // Presses the newest button with that label, a text or a pattern, when there is one.
  async presses(id, label) {
    const button = await until(`a button ${label}`, async () => {
      const messages = await this.#messages(id);
      return messages.flatMap((message) => (message.rows ?? []).flat().map((one) => ({ ...one, message })))
        .findLast((one) => (label instanceof RegExp ? label.test(one.text) : one.text === label));
    });
    await this.#chat(`/${id}/press`, { message_id: button.message.id, data: button.callback_data });
  }

  // The id of a new deposit of 100 PLN by BLIK that waits for a decision.
  async blikDeposit(id) {
    const query = { user_id: id, method: "blik", status: "pending" };
    const waiting = async () => (await this.send("get", { path: "/api/deposits", query })).json;
    const { total } = await waiting();
    await this.writes(id, "/wallet");
    await this.presses(id, "Deposit");
    await this.presses(id, "BLIK");
    await this.presses(id, "100 PLN");
    return until("a deposit", async () => {
      const now = await waiting();
      return now.total > total && now.items[0].id;
    });
  }

  // The id of a new deposit of 100 PLN that was paid in Telegram Stars.
  async starDeposit(id) {
    await this.writes(id, "/wallet");
    await this.presses(id, "Deposit");
    await this.presses(id, "Telegram Stars");
    await this.presses(id, "100 PLN");
    const invoice = await until("an invoice", async () =>
      (await this.#messages(id)).findLast((message) => message.invoice));
    await this.#chat(`/${id}/pay`, { message_id: invoice.id });
    const query = { user_id: id, method: "stars", status: "completed" };
    return until("a deposit", async () =>
      (await this.send("get", { path: "/api/deposits", query })).json.items[0]?.id);
  }

  async #messages(id) {
    const { chats } = await (await fetch(new URL("/chat/events", this.chatUrl))).json();
    return chats.find((one) => one.id === id).messages;
  }

  async #chat(path, body) {
    const response = await fetch(new URL(`/chat/people${path}`, this.chatUrl), {
      method: "POST",
      headers: { "content-type": "application/json", "x-kram-demo": "1" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }
}
