// A running demo, and calls to its REST API.
import { spawn } from "node:child_process";

const WAIT_MS = 15_000;
const POLL_MS = 50;

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
      const api = /HTTP API +(http:\/\/[^/]+)\S* +\(user (\S+), password (\S+)\)/.exec(said);
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
    const response = await fetch(url, {
      method: method.toUpperCase(),
      redirect: "manual",
      headers: {
        authorization: this.authorization,
        ...(isJson ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : body,
    });
    const type = (response.headers.get("content-type") ?? "").split(";")[0];
    const text = await response.text();
    const json = type.endsWith("json") ? JSON.parse(text) : undefined;
    return { status: response.status, type, text, json, headers: response.headers };
  }

  // A new person who has written /start. Resolves with their id when the shop knows them.
  async customer(firstName) {
    const { id } = await this.#chat("", { first_name: firstName });
    await this.#chat(`/${id}/text`, { text: "/start" });
    const until = Date.now() + WAIT_MS;
    while ((await this.send("get", { path: `/api/users/${id}` })).status !== 200) {
      if (Date.now() > until) throw new Error(`the shop does not know ${firstName}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return id;
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
