// How fast addresses are derived, beside the elliptic-curve arithmetic alone.
#include <array>
#include <chrono>
#include <string_view>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <secp256k1.h>

#include "bench/context.h"
#include "chain/keys/account.h"
#include "chain/keys/extended_key.h"

namespace bench {
namespace {

using chain::Account;
using chain::ExtendedKey;

// m/84'/0'/0' of the mnemonic "abandon … about" (BIP84).
constexpr std::string_view kKey =
    "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4ZeZXY"
    "V"
    "UhLv1VMrjPC7PW6V";
constexpr std::uint32_t kAtOnce = 1'000;
constexpr std::uint32_t kTurns = 60;  // of each, alternating, so that disturbances hit both
constexpr double kRatio = 0.9;

struct Kind {
  std::string_view name;
  std::string_view function;  // of the output descriptor
};
constexpr std::array kKinds{Kind{"native segwit", "wpkh({}/0/*)"},
                            Kind{"nested segwit", "sh(wpkh({}/0/*))"},
                            Kind{"legacy", "pkh({}/0/*)"}};

// CKDpub of BIP32, with everything precomputed that can be.
class BareLoop {
 public:
  explicit BareLoop(const ExtendedKey& parent) : parent_(parent) {
    if (secp256k1_ec_pubkey_parse(secp256k1_context_static, &point_, parent.key.data(),
                                  parent.key.size()) != 1) {
      throw std::runtime_error("The key is none.");
    }
    std::ranges::copy(parent.key, data_.begin());
  }

  std::uint8_t derive(std::uint32_t index) {
    for (unsigned i = 0; i < 4; ++i) {
      data_[33 + i] = static_cast<std::uint8_t>(index >> (24 - 8 * i));
    }
    std::array<std::uint8_t, 64> mac;
    HMAC(EVP_sha512(), parent_.chain_code.data(), static_cast<int>(parent_.chain_code.size()),
         data_.data(), data_.size(), mac.data(), /*md_len=*/nullptr);
    auto point = point_;
    std::array<std::uint8_t, 33> key;
    auto size = key.size();
    if (secp256k1_ec_pubkey_tweak_add(secp256k1_context_static, &point, mac.data()) != 1 ||
        secp256k1_ec_pubkey_serialize(secp256k1_context_static, key.data(), &size, &point,
                                      SECP256K1_EC_COMPRESSED) != 1) {
      throw std::runtime_error("The index has no key.");
    }
    return key.back();
  }

 private:
  ExtendedKey parent_;
  secp256k1_pubkey point_{};
  std::array<std::uint8_t, 37> data_{};
};

// Returns calls of `derive` a second, over kAtOnce indexes from `first` on. Uses the results, so
// that the compiler cannot drop the calls.
template <class Derive>
double per_second(std::uint32_t first, Derive derive) {
  std::uint64_t sum = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint32_t i = 0; i < kAtOnce; ++i) {
    sum += static_cast<std::uint8_t>(derive(first + i));
  }
  const auto time = std::chrono::steady_clock::now() - begin;
  if (sum == 0) {
    throw std::runtime_error("Nothing was derived.");
  }
  return kAtOnce / std::chrono::duration<double>(time).count();
}

void measure(Context& context, const Kind& kind) {
  const auto account = Account::parse(fmt::format(fmt::runtime(kind.function), kKey),
                                      base::Coin::btc, chain::Network::main)
                           .value();
  BareLoop bare(chain::derive(chain::parse_extended_key(kKey).value(), 0).value());
  std::vector<double> addresses;
  std::vector<double> keys;
  for (std::uint32_t turn = 0; turn < kTurns; ++turn) {
    const auto first = turn * kAtOnce;
    keys.push_back(per_second(first, [&](auto index) { return bare.derive(index); }));
    addresses.push_back(
        per_second(first, [&](auto index) { return account.address(index).back(); }));
  }
  context.report.add({.name = fmt::format("addresses derived, {}", kind.name),
                      .measured = median(addresses),
                      .unit = "addresses/s",
                      .peer = "bare libsecp256k1 + HMAC",
                      .limit = median(keys),
                      .target = at_least(kRatio)});
}

}  // namespace

void measure_derivation(Context& context) {
  context.report.begin("derivation of addresses");
  for (const auto& kind : kKinds) {
    measure(context, kind);
  }
}

}  // namespace bench
