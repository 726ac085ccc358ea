// A running `kram demo`.
import { spawn } from "node:child_process";

// Resolves with {url, apiUrl, stop} when the demo is ready. It records the calls that the shop makes in the
// file `recorded`.
export function startDemo(kram, recorded) {
  const demo = spawn(kram, ["demo", "--port", "0", "--web-port", "0", "--record", recorded]);
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
      const url = /Chat with the shop +(\S+)/.exec(said);
      const api = /HTTP API +(http:\/\/[^/]+)/.exec(said);
      if (url && api && said.includes("Ctrl+C")) resolve({ url: url[1], apiUrl: api[1], stop });
    });
    ended.then((code) => reject(new Error(`kram demo ended with ${code}:\n${said}`)));
  });
}
