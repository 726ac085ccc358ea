#include "toychain/toy_chain.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "chain/blocks/block.h"
#include "chain/blocks/coinbase.h"
#include "chain/keys/hash.h"
#include "chain/keys/script.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/coins/coin.h"
#include "toychain/genesis_block.h"

namespace toychain {
namespace {

using base::ErrorKind;
using chain::Bytes;

constexpr int kFirstBlocks = 100;
constexpr std::size_t kWaitingMax = 100;
constexpr std::int64_t kCoinsMax = 21'000'000;
constexpr std::int64_t kSubsidySat = 50 * shop::kSatPerCoin;
constexpr std::size_t kDecimals = 8;
const chain::Script kAnyoneCanSpend{0x51};  // OP_TRUE

std::uint32_t seconds_of(base::Timestamp time) {
  return static_cast<std::uint32_t>(
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

void put_number(Bytes& into, std::uint32_t number) {
  into.push_back(4);
  for (int shift = 0; shift < 32; shift += 8) {
    into.push_back(static_cast<std::uint8_t>(number >> shift));
  }
}

std::string id_of(const Bytes& transaction) { return chain::to_id(chain::hash256(transaction)); }

ToyBlock block_of(Bytes raw, base::Timestamp now) {
  const auto hash = chain::hash_of_header(chain::ByteView(raw).first(chain::kHeaderBytes));
  return {.id = chain::to_id(hash), .hash = hash, .raw = std::move(raw), .mined_at = now};
}

// The number in a text of digits; "" is 0. Nothing for other texts and numbers out of range.
std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  const bool is_read = text.empty() || (error == std::errc() && stopped == end && text[0] != '-');
  return is_read ? std::optional(number) : std::nullopt;
}

}  // namespace

base::Result<std::int64_t> read_coins(std::string_view text) {
  text = base::trim(text);
  const auto point = text.find_first_of(".,");
  const auto whole = digits(text.substr(0, point));
  std::string fraction(point == text.npos ? "" : text.substr(point + 1));
  const bool is_fine = fraction.size() <= kDecimals;
  fraction.resize(kDecimals, '0');
  const auto satoshis = digits(fraction);
  if (text.empty() || text == "." || text == "," || !whole || !satoshis || !is_fine) {
    return base::invalid(
        "The amount is a number of coins such as 0.0005, with at most 8 decimals.");
  }
  if (*whole >= kCoinsMax) {
    return base::invalid("That is more than there can ever be.");
  }
  const auto amount_sat = *whole * shop::kSatPerCoin + *satoshis;
  if (amount_sat == 0) {
    return base::invalid("The amount must be more than 0.");
  }
  return amount_sat;
}

ToyChain::ToyChain(base::Coin coin, base::Timestamp now) : coin_(coin) {
  blocks_.push_back(block_of(genesis_block(coin), now));
  for (int i = 0; i < kFirstBlocks; ++i) {
    mine(now);
  }
}

std::int64_t ToyChain::confirmations_of(const Payment& payment) const {
  return payment.state == PaymentState::in_block ? height() - payment.height + 1 : 0;
}

base::Result<std::string> ToyChain::pay(const std::string& address, std::int64_t amount_sat,
                                        std::string payer, base::Timestamp now) {
  const auto script = chain::script_of(address, coin_, chain::Network::regtest);
  if (!script) {
    return base::invalid(
        fmt::format("That is not an address of the toy {} chain.", name_of(coin_)));
  }
  if (amount_sat <= 0 || amount_sat >= kCoinsMax * shop::kSatPerCoin) {
    return base::invalid("The amount must be more than 0.");
  }
  if (std::ranges::count(payments_, PaymentState::waiting, &Payment::state) >=
      static_cast<std::ptrdiff_t>(kWaitingMax)) {
    return base::fail(ErrorKind::conflict, "Enough payments wait: mine a block first.");
  }
  const chain::Outpoint spends{.txid = {1}, .output = spent_++};
  auto raw = chain::write_transaction(
      {.spends = spends, .outputs = {{.script = *script, .amount_sat = amount_sat}}});
  auto id = id_of(raw);
  payments_.push_back({.txid = id,
                       .address = address,
                       .amount_sat = amount_sat,
                       .payer = std::move(payer),
                       .paid_at = now,
                       .raw = std::move(raw),
                       .spends = spends});
  return id;
}

void ToyChain::mine(base::Timestamp now) {
  std::vector<Bytes> transactions;
  for (auto& payment : payments_) {
    if (payment.state == PaymentState::waiting) {
      payment.state = PaymentState::in_block;
      payment.height = height() + 1;
      transactions.push_back(payment.raw);
    }
  }
  add_block(std::move(transactions), now);
}

base::Result<void> ToyChain::reorganise(int depth, base::Timestamp now) {
  const auto depth_max = std::min<std::int64_t>(shop::kDeepestReorg, height());
  if (depth < 1 || depth > depth_max) {
    return base::invalid(fmt::format("A reorganisation takes back 1 to {} blocks.", depth_max));
  }
  blocks_.resize(blocks_.size() - static_cast<std::size_t>(depth));
  std::vector<Bytes> elsewhere;
  for (auto& payment : payments_) {
    if (payment.state == PaymentState::in_block && payment.height > height()) {
      payment.state = PaymentState::replaced;
      elsewhere.push_back(chain::write_transaction(
          {.spends = payment.spends,
           .outputs = {{.script = kAnyoneCanSpend, .amount_sat = payment.amount_sat}}}));
    }
  }
  add_block(std::move(elsewhere), now);
  for (int i = 0; i < depth; ++i) {
    add_block({}, now);
  }
  return {};
}

base::Result<int> ToyChain::depth_of_newest_payment() const {
  std::int64_t newest = 0;
  for (const auto& payment : payments_) {
    if (payment.state == PaymentState::in_block) {
      newest = std::max(newest, payment.height);
    }
  }
  if (newest == 0) {
    return base::fail(ErrorKind::conflict,
                      "No payment is in a block yet: pay, and let a block be mined.");
  }
  return static_cast<int>(height() - newest + 1);
}

void ToyChain::add_block(std::vector<Bytes> transactions, base::Timestamp now) {
  transactions.insert(transactions.begin(), coinbase());
  ++mined_;
  auto raw = chain::mine_block(
      {.previous = tip().hash, .time_s = seconds_of(now), .transactions = std::move(transactions)},
      coin_);
  blocks_.push_back(block_of(std::move(raw), now));
}

// Begins with the height (BIP34).
Bytes ToyChain::coinbase() const {
  auto script_sig = chain::height_script(height() + 1);
  put_number(script_sig, mined_);
  return chain::write_transaction(
      {.spends = chain::kNullOutpoint,
       .script_sig = std::move(script_sig),
       .outputs = {{.script = kAnyoneCanSpend, .amount_sat = kSubsidySat}}});
}

}  // namespace toychain
