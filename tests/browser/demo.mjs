// A running `kram demo`.
import { spawn } from "node:child_process";

// Resolves with {url, apiUrl, login, stop} when the demo is ready. It records the calls that the shop makes in the
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
      const web = /Dashboard +(\S+) +\(user (\S+), password (\S+)\)/.exec(said);
      if (!url || !web || !said.includes("Ctrl+C")) return;
      resolve({ url: url[1], apiUrl: web[1], login: { user: web[2], password: web[3] }, stop });
    });
    ended.then((code) => reject(new Error(`kram demo ended with ${code}:\n${said}`)));
  });
}
