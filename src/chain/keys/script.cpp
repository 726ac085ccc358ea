#include "chain/keys/script.h"

#include <algorithm>
#include <array>
#include <utility>

#include "chain/keys/base58.h"
#include "chain/keys/bech32.h"
#include "chain/keys/curve.h"
#include "chain/keys/hash.h"

namespace chain {
namespace {

constexpr std::uint8_t kDup = 0x76;
constexpr std::uint8_t kHash160 = 0xa9;
constexpr std::uint8_t kEqual = 0x87;
constexpr std::uint8_t kEqualVerify = 0x88;
constexpr std::uint8_t kCheckSig = 0xac;
constexpr std::uint8_t kOne = 0x51;  // OP_1, the first of OP_1 to OP_16
constexpr std::uint8_t kHashBytes = 20;

// The opcodes before and after the hash.
constexpr std::array kKeyHashBegin{kDup, kHash160, kHashBytes};
constexpr std::array kKeyHashEnd{kEqualVerify, kCheckSig};
constexpr std::array kScriptHashBegin{kHash160, kHashBytes};
constexpr std::array kScriptHashEnd{kEqual};

Script around(ByteView before, ByteView hash, ByteView after) {
  Script script;
  script.reserve(before.size() + hash.size() + after.size());
  for (const auto part : {before, hash, after}) {
    script.insert(script.end(), part.begin(), part.end());
  }
  return script;
}

Script key_hash_script(ByteView hash) { return around(kKeyHashBegin, hash, kKeyHashEnd); }

Script script_hash_script(ByteView hash) { return around(kScriptHashBegin, hash, kScriptHashEnd); }

Script witness_script(int version, ByteView program) {
  const int opcode = version == 0 ? 0 : kOne + version - 1;
  Script script{static_cast<std::uint8_t>(opcode), static_cast<std::uint8_t>(program.size())};
  script.insert(script.end(), program.begin(), program.end());
  return script;
}

// The hash between `before` and `after`, when the script is exactly that.
std::optional<ByteView> hash_within(ByteView script, ByteView before, ByteView after) {
  if (script.size() != before.size() + kHashBytes + after.size() ||
      !std::ranges::equal(script.first(before.size()), before) ||
      !std::ranges::equal(script.last(after.size()), after)) {
    return std::nullopt;
  }
  return script.subspan(before.size(), kHashBytes);
}

std::optional<WitnessProgram> witness_of(ByteView script) {
  if (script.size() < 4 || script.size() > 42 || script[1] != script.size() - 2) {
    return std::nullopt;
  }
  const int version = script[0] == 0 ? 0 : script[0] - kOne + 1;
  const auto program = script.subspan(2);
  const bool is_allowed = version >= 0 && version <= 16 &&
                          (version != 0 || program.size() == 20 || program.size() == 32);
  return is_allowed && (script[0] == 0 || script[0] >= kOne)
             ? std::optional(WitnessProgram{version, {program.begin(), program.end()}})
             : std::nullopt;
}

std::string base58_address(std::uint8_t version, ByteView hash) {
  Bytes payload{version};
  payload.insert(payload.end(), hash.begin(), hash.end());
  return encode_base58check(payload);
}

}  // namespace

std::string_view name_of(ScriptType type) {
  switch (type) {
    case ScriptType::pkh:
      return "legacy";
    case ScriptType::sh_wpkh:
      return "nested segwit";
    case ScriptType::wpkh:
      return "native segwit";
    case ScriptType::tr:
      return "taproot";
  }
  std::unreachable();
}

Script script_for(ScriptType type, const PublicKey& key) {
  switch (type) {
    case ScriptType::pkh:
      return key_hash_script(hash160(key));
    case ScriptType::sh_wpkh:
      return script_hash_script(hash160(witness_script(0, hash160(key))));
    case ScriptType::wpkh:
      return witness_script(0, hash160(key));
    case ScriptType::tr:
      return witness_script(1, taproot_output_key(key));
  }
  std::unreachable();
}

std::optional<std::string> address_of(const Script& script, Coin coin, Network network) {
  const auto& form = row_of(coin).on(network);
  if (const auto hash = hash_within(script, kKeyHashBegin, kKeyHashEnd)) {
    return base58_address(form.key_version, *hash);
  }
  if (const auto hash = hash_within(script, kScriptHashBegin, kScriptHashEnd)) {
    return base58_address(form.script_version, *hash);
  }
  if (const auto witness = witness_of(script)) {
    return encode_segwit(form.segwit_prefix, *witness);
  }
  return std::nullopt;
}

std::optional<Script> script_of(std::string_view address, Coin coin, Network network) {
  const auto& form = row_of(coin).on(network);
  if (const auto witness = decode_segwit(form.segwit_prefix, address)) {
    return witness_script(witness->version, witness->program);
  }
  const auto payload = decode_base58check(address);
  if (!payload || payload->size() != 1 + kHashBytes) {
    return std::nullopt;
  }
  const auto hash = ByteView(*payload).subspan(1);
  if (payload->front() == form.key_version) {
    return key_hash_script(hash);
  }
  return payload->front() == form.script_version ? std::optional(script_hash_script(hash))
                                                 : std::nullopt;
}

}  // namespace chain
