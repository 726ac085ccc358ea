// The coins that Kram takes: one table, whose rows say all that tells one coin from another.
//
// A coin is an enumerator and a row here, and what it needs outside of the program: its name in
// locales/*.po, its row of the table `coins`.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/enum_text.h"

namespace base {

enum class Coin : std::uint8_t { btc, ltc };
BOOST_DESCRIBE_ENUM(Coin, btc, ltc)

enum class Network : std::uint8_t { main, test, signet, regtest };
BOOST_DESCRIBE_ENUM(Network, main, test, signet, regtest)

inline std::string_view name_of(Network network) { return text_of(network); }  // "main"

// A coin on one of its networks, as the chain parameters of its node have it.
struct CoinNetwork {
  std::uint8_t key_version = 0;     // of an address: Base58Check, pay to public key hash
  std::uint8_t script_version = 0;  // Base58Check, pay to script hash
  std::string_view segwit_prefix;   // human-readable part of Bech32
  // The ids of its first block; several where the network was begun anew, none where the coin has
  // no such network.
  std::array<std::string_view, 2> genesis{};
  // The easiest target that its blocks may have, in the compact form of headers. On the main
  // networks far below what their rules allow, since blocks have long been harder.
  std::uint32_t easiest_target = 0x207f'ffff;
  // Targets change at multiples of 2,016 blocks alone, at most by a factor of four.
  bool has_steady_target = false;
  // From this height on every block states its own in its coinbase (BIP34). Where versions of nodes
  // differ, the highest.
  std::int64_t bip34_height = 500;
  // A block that tells this chain from those that parted from it; none: height 0.
  std::int64_t known_height = 0;
  std::string_view known_block = "";
};

enum class ProofOfWork : std::uint8_t { sha256d, scrypt };

struct CoinRow {
  Coin coin = Coin::btc;
  std::string_view id;          // in the database: "btc"
  std::string_view code;        // in settings and for people: "BTC"
  std::string_view name;        // "Bitcoin"
  std::string_view uri_scheme;  // of payment requests (BIP21)
  // What sources of exchange rates call it.
  std::string_view coingecko;
  std::string_view coinbase;
  std::string_view kraken;
  bool has_extension_blocks = false;  // behind a block's transactions (Litecoin's MWEB)
  ProofOfWork proof_of_work = ProofOfWork::sha256d;
  std::int64_t block_interval_s = 600;  // on average
  std::array<CoinNetwork, 4> networks;  // in the order of Network

  const CoinNetwork& on(Network network) const {
    return networks.at(static_cast<std::size_t>(network));
  }
};

// Each coin once.
std::span<const CoinRow> coins();

const CoinRow& row_of(Coin coin);
inline std::string_view code_of(Coin coin) { return row_of(coin).code; }
inline std::string_view name_of(Coin coin) { return row_of(coin).name; }

// Whether the coin has such a network.
inline bool has_network(Coin coin, Network network) {
  return !row_of(coin).on(network).segwit_prefix.empty();
}

// Empty: no coin has that code.
std::optional<Coin> coin_with_code(std::string_view code);

template <>
struct EnumNames<Coin> {
  static std::string_view text(Coin coin) { return row_of(coin).id; }
  static std::optional<Coin> find(std::string_view text);
  static constexpr std::size_t longest() { return 8; }
};

}  // namespace base
