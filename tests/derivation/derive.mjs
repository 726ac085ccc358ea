// Derives addresses with bitcoinjs-lib and @scure/bip32: a line `TYPE NETWORK INDEX ADDRESS` for
// each script type, network and index below COUNT of the chain 0 under an account's xpub.
//
// usage: node derive.mjs XPUB COUNT
import * as ecc from "@bitcoinerlab/secp256k1";
import { HDKey } from "@scure/bip32";
import { address, initEccLib, payments } from "bitcoinjs-lib";

const network = (bech32, pubKeyHash, scriptHash) => ({ bech32, pubKeyHash, scriptHash });
const NETWORKS = {
  "bitcoin-main": network("bc", 0, 5),
  "bitcoin-test": network("tb", 111, 196),
  "bitcoin-regtest": network("bcrt", 111, 196),
  "litecoin-main": network("ltc", 48, 50),
  "litecoin-test": network("tltc", 111, 58),
  "litecoin-regtest": network("rltc", 111, 58),
};
const SCRIPTS = {
  pkh: (pubkey) => payments.p2pkh({ pubkey }).output,
  sh_wpkh: (pubkey) => payments.p2sh({ redeem: payments.p2wpkh({ pubkey }) }).output,
  wpkh: (pubkey) => payments.p2wpkh({ pubkey }).output,
  tr: (pubkey) => payments.p2tr({ internalPubkey: pubkey.slice(1) }).output,
};

function main([xpub, count]) {
  initEccLib(ecc);
  const receiving = HDKey.fromExtendedKey(xpub).deriveChild(0);
  const lines = [];
  for (let index = 0; index < Number(count); index++) {
    const { publicKey } = receiving.deriveChild(index);
    for (const [type, scriptOf] of Object.entries(SCRIPTS)) {
      const script = scriptOf(publicKey);
      for (const [name, form] of Object.entries(NETWORKS)) {
        lines.push(`${type} ${name} ${index} ${address.fromOutputScript(script, form)}`);
      }
    }
  }
  process.stdout.write(lines.join("\n") + "\n");
}

main(process.argv.slice(2));
