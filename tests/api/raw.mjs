// Requests byte by byte, as no well-behaved client sends them.
import { connect } from "node:net";

const WAIT_MS = 10_000;
const CHUNK = "[".repeat(65_536);

// The request's text; a Content-Length is added for a body unless `headers` says how it is framed.
export function requestOf(shop, method, path, headers = {}, body = "") {
  const all = { Host: new URL(shop.url).host, Authorization: shop.authorization, ...headers };
  const names = Object.keys(all).map((name) => name.toLowerCase());
  if (body !== "" && !names.includes("content-length") && !names.includes("transfer-encoding")) {
    all["Content-Length"] = Buffer.byteLength(body);
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`), Buffer.from(body)]);
}

// Sends `bytes`, then what `more` writes; resolves with {status, headers, json} of the answer.
export function sendRaw(shop, bytes, more) {
  const { hostname, port } = new URL(shop.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const end = (finish) => {
      clearTimeout(timer);
      socket.destroy();
      finish();
    };
    const timer = setTimeout(() => end(() => reject(new Error("no answer"))), WAIT_MS);
    const look = (isClosed) => {
      const [head, ...rest] = text.split("\r\n\r\n");
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      const body = rest.join("\r\n\r\n");
      if (rest.length > 0 && (isClosed || Buffer.byteLength(body) >= Number(length))) {
        const status = Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1]);
        const json = /content-type: application\/(problem\+)?json/i.test(head) ? JSON.parse(body) : undefined;
        end(() => resolve({ status, head, json }));
      } else if (isClosed) {
        end(() => reject(new Error(`closed after ${JSON.stringify(text)}`)));
      }
    };
    socket.on("data", (data) => {
      text += data;
      look(false);
    });
    socket.on("error", () => {});  // a server that has answered reads no more
    socket.on("close", () => look(true));
    socket.write(bytes);
    more?.(socket);
  });
}

// Writes pieces until there are `count`, or nobody reads any more.
async function flood(socket, piece, count) {
  for (let i = 0; i < count && !socket.destroyed; i += 1) {
    if (!socket.write(piece)) {
      await new Promise((resolve) => {
        socket.once("drain", resolve);
        socket.once("close", resolve);
      });
    }
  }
}

export const HUGE_BYTES = 100_000_000;
const pieces = Math.ceil(HUGE_BYTES / CHUNK.length);

export const huge = (socket) => flood(socket, CHUNK, pieces);
export const hugeInChunks = (socket) => flood(socket, `${CHUNK.length.toString(16)}\r\n${CHUNK}\r\n`, pieces);
