// A full Bitcoin node on regtest in memory, with the prefixes of Bitcoin Core.
//
// usage: node regtest.cjs PORT WALLET_PORT API_KEY
"use strict";

process.env.NODE_BACKEND = "js"; // nothing compiled
const Module = require("module");

// A database that is compiled, for nodes that keep their chain on disk.
const load = Module._load;
Module._load = (name, ...rest) => (name === "leveldown" ? class {} : load(name, ...rest));

const { FullNode, Network, wallet } = require("bcoin");

Network.set("regtest"); // also for what is not told the network
const network = Network.primary;
Object.assign(network.addressPrefix, { pubkeyhash: 0x6f, scripthash: 0xc4, bech32: "bcrt" });
Object.assign(network.keyPrefix, { privkey: 0xef, xpubkey: 0x043587cf, xprivkey: 0x04358394 });

async function main([port, walletPort, apiKey]) {
  const node = new FullNode({
    network: "regtest",
    memory: true,
    workers: false,
    listen: false,
    httpHost: "127.0.0.1",
    httpPort: Number(port),
    apiKey,
    indexTX: true,
    replaceByFee: true,
    requireStandard: false,
    plugins: [wallet.plugin],
    walletHttpPort: Number(walletPort),
  });
  const { wdb } = node.require("walletdb");
  node.rpc.add("waitforwallet", async () => {
    while (wdb.state.height !== node.chain.height) await new Promise(setImmediate);
    return null;
  });
  await node.ensure();
  await node.open();
  await node.connect();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
