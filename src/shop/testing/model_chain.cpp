#include "shop/testing/model_chain.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/deposit_row.h"
#include "shop/reports/audit.h"
#include "shop/testing/money_in_fixture.h"
#include "shop/testing/rate.h"

namespace shop {
namespace {

constexpr std::int64_t kFirstHeight = 100;
constexpr std::array<std::int64_t, 4> kPayees{kAnn, kBob, kCid, 0};  // 0: an address of nobody
// Worth 0.00, 1.60, 3, 100 and 2400 at the middle price.
constexpr std::array<std::int64_t, 5> kAmounts{1, 800, 1'500, 50'000, 1'200'000};

using Ids = std::vector<std::size_t>;

bool contains(const Ids& ids, std::size_t id) { return std::ranges::find(ids, id) != ids.end(); }

// Those whose bit in `choice` is set.
Ids chosen(const Ids& from, unsigned choice) {
  Ids ids;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if ((choice >> (i % 16)) & 1U) {
      ids.push_back(from[i]);
    }
  }
  return ids;
}

// The threshold of money_in_rules().
int needed_for_sum(std::int64_t hundredths) { return hundredths < 200'000 ? 1 : 3; }

}  // namespace

std::ostream& operator<<(std::ostream& out, const ChainStep& step) {
  return out << fmt::format("{}({}, {}, {})", text_of(step.kind), step.a, step.b, step.c);
}

ModelChain::ModelChain(db::Tx& tx) : tx_(tx), now_(kNow) {
  rules_ = money_in_rules();
  add_referral(tx_);
  start_chain_at(tx_, Coin::btc, {kFirstHeight, "first"});
}

void ModelChain::take(const ChainStep& step) {
  using Kind = ChainStep::Kind;
  constexpr std::array<int, 5> kMinutes{1, 30, 61, 13 * 60, 25 * 60};
  now_ += kMoment;
  switch (step.kind) {
    case Kind::pay:
      return pay(step);
    case Kind::mine:
      return mine(step.c);
    case Kind::reorganise:
      return reorganise(step);
    case Kind::vanish:
      return vanish(step.a);
    case Kind::settle:
      return settle();
    case Kind::pass_time:
      now_ += std::chrono::minutes(kMinutes.at(step.a % kMinutes.size()));
      return;
    case Kind::set_rate:
      return set_rate(step.a);
    case Kind::recover:
      return recover(step.a);
  }
}

void ModelChain::pay(const ChainStep& step) {
  const auto id = transactions_.size();
  Transaction made;
  for (unsigned i = 0; i <= step.a % 3; ++i) {
    const auto payee = kPayees.at((step.b + i * (step.c % 2)) % kPayees.size());
    Output output{.payment = {.txid = fmt::format("tx{}", id),
                              .output = static_cast<int>(i),
                              .amount_sat = kAmounts.at((step.c + i) % kAmounts.size()),
                              .address = "elsewhere",
                              .min_confirmations = step.c % 8 == 0 ? 5 : 1},
                  .user_id = std::nullopt};
    if (payee != 0) {
      output.user_id = payee;
      output.payment.address = open_address(tx_, payee, Coin::btc, {"", address_at}, now_).address;
    }
    where_[{output.payment.txid, output.payment.output}] = {id, i};
    made.outputs.push_back(std::move(output));
  }
  transactions_.push_back(std::move(made));
  mempool_.push_back(id);
  if (step.b % 3 != 0) {
    announce(id);
  }
}

void ModelChain::announce(std::size_t id) {
  transactions_[id].is_announced = true;
  see({id});
  note_waiting(tx_, Coin::btc, payments_of({id}), rules_, now_);
}

void ModelChain::mine(unsigned choice) {
  const auto ids = chosen(mempool_, choice);
  std::erase_if(mempool_, [&](std::size_t id) { return contains(ids, id); });
  blocks_.push_back(ids);
  see(ids);
  check_moved(apply_block(tx_, Coin::btc, {tip(), fmt::format("{}-{}", tip(), choice)},
                          payments_of(ids), rules_, now_));
}

void ModelChain::reorganise(const ChainStep& step) {
  const auto depth = std::min<std::size_t>(1 + step.a % 6, blocks_.size());
  for (std::size_t i = 0; i < depth; ++i) {
    undo_block(tx_, Coin::btc, now_);
    const bool is_lost = step.b % 3 == 0 && i == 0;
    if (!is_lost) {
      mempool_.insert(mempool_.end(), blocks_.back().begin(), blocks_.back().end());
    }
    blocks_.pop_back();
  }
  if (step.b % 5 == 0) {
    settle();  // a watcher that stops and begins again in between
  }
  for (std::size_t i = 0; i < depth + step.b % 2; ++i) {
    mine(step.c >> i);
  }
  settle();
}

void ModelChain::vanish(unsigned choice) {
  if (!mempool_.empty()) {
    mempool_.erase(mempool_.begin() + static_cast<std::ptrdiff_t>(choice % mempool_.size()));
  }
  mark_lost();
}

// As a watcher does: what the node has neither in a block nor waiting is replaced.
void ModelChain::mark_lost() {
  std::vector<std::string> lost;
  for (const auto& txid : waiting_transactions(tx_, Coin::btc)) {
    const auto id = where_.at({txid, 0}).first;
    if (!contains(mempool_, id)) {
      lost.push_back(txid);
    }
  }
  mark_replaced(tx_, Coin::btc, lost, now_);
}

void ModelChain::set_rate(unsigned choice) {
  const auto price = base::Money::units(100'000 + 50'000 * (choice % 5));
  shop::set_rate(tx_, Coin::btc, price, now_);
  prices_[now_] = price;
}

void ModelChain::recover(unsigned choice) {
  if (blocks_.empty()) {
    return;
  }
  const auto at = choice % blocks_.size();
  check_moved(recover_block(tx_, Coin::btc,
                            {kFirstHeight + 1 + static_cast<std::int64_t>(at), "any"},
                            payments_of(blocks_[at]), rules_, now_));
}

void ModelChain::settle() {
  check_moved(settle_chain(tx_, Coin::btc, rules_, now_));
  mark_lost();
  check_all();
}

std::vector<CoinPayment> ModelChain::payments_of(const Ids& ids) const {
  std::vector<CoinPayment> payments;
  for (const auto id : ids) {
    for (const auto& output : transactions_[id].outputs) {
      payments.push_back(output.payment);
    }
  }
  return payments;
}

void ModelChain::see(const Ids& ids) {
  for (const auto id : ids) {
    for (auto& output : transactions_[id].outputs) {
      if (!output.user_id || output.seen_at) {
        continue;
      }
      output.seen_at = now_;
      output.first_price = fresh_price(now_);
    }
  }
}

std::optional<base::Money> ModelChain::fresh_price(base::Timestamp at) const {
  const auto after = prices_.upper_bound(at);
  if (after == prices_.begin()) {
    return std::nullopt;
  }
  const auto& [read_at, price] = *std::prev(after);
  return at - read_at <= std::chrono::minutes(60) ? std::optional(price) : std::nullopt;
}

std::int64_t ModelChain::tip() const {
  return kFirstHeight + static_cast<std::int64_t>(blocks_.size());
}

std::optional<std::int64_t> ModelChain::height_of(const Name& name) const {
  const auto id = where_.at(name).first;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (contains(blocks_[i], id)) {
      return kFirstHeight + 1 + static_cast<std::int64_t>(i);
    }
  }
  return std::nullopt;
}

ModelChain::Output& ModelChain::output(const Name& name) {
  const auto& [transaction, output] = where_.at(name);
  return transactions_[transaction].outputs[output];
}

void ModelChain::demand(bool holds, std::string_view what, std::int64_t id) {
  if (!holds && disagreement_.empty()) {
    disagreement_ = fmt::format("deposit {}: {}", id, what);
  }
}

void ModelChain::check_moved(const MoneyMoved& moved) {
  for (const auto& deposit : moved.reversed) {
    const Name name{deposit.chain().txid, deposit.chain().output_index};
    demand(!height_of(name), "was taken back, but is in a block", deposit.id);
    demand(output(name).credited_amount == deposit.amount, "another amount was taken back",
           deposit.id);
    output(name).credited_amount.reset();
  }
  std::map<std::int64_t, std::int64_t> sums;
  for (const auto& credit : moved.credited) {
    check_credit(credit);
    sums[credit.user_id] += credit.amount.hundredths();
  }
  for (const auto& [user_id, sum] : sums) {
    demand(sum >= rules_.min.hundredths(), "less than the minimum was credited to", user_id);
  }
}

void ModelChain::check_credit(const DepositCredit& credit) {
  const auto deposit = find_deposit(tx_, credit.deposit_id).value();
  const Name name{deposit.chain().txid, deposit.chain().output_index};
  auto& paid = output(name);
  const auto height = height_of(name);
  demand(height.has_value(), "was credited, but is in no block", deposit.id);
  const bool is_new = deposit.chain().confirmed_at == now_;
  const auto needed = is_new ? needed_for(deposit) : needed_for_sum(deposit.amount.hundredths());
  demand(tip() - height.value_or(tip()) + 1 >= needed, "was credited before its confirmations",
         deposit.id);
  demand(!paid.credited_amount, "was credited twice", deposit.id);
  demand(paid.user_id == credit.user_id, "was credited to somebody else", deposit.id);
  demand(deposit.amount == credit.amount && deposit.status == DepositStatus::completed,
         "is not what was credited", deposit.id);
  check_price(deposit, paid);
  paid.credited_amount = credit.amount;
}

void ModelChain::check_price(const Deposit& deposit, const Output& output) {
  const auto confirmed_at = deposit.chain().confirmed_at.value();
  const bool is_early = confirmed_at - output.seen_at.value() <= std::chrono::hours(24);
  const auto price =
      output.first_price && is_early ? output.first_price : fresh_price(confirmed_at);
  demand(price.has_value() && deposit.chain().rate == price, "has another rate than its own",
         deposit.id);
  demand(deposit.amount == worth_of(output.payment.amount_sat, deposit.chain().rate.value()),
         "is not worth what its rate says", deposit.id);
}

// By its first rate or the one of now; `by_old_rate`: by any, if there is neither.
std::optional<base::Money> ModelChain::worth_now(const Deposit& deposit, const Output& output,
                                                 bool by_old_rate) const {
  const bool is_early = now_ - output.seen_at.value() <= std::chrono::hours(24);
  auto price = output.first_price && is_early ? output.first_price : fresh_price(now_);
  if (!price && by_old_rate && !prices_.empty()) {
    price = prices_.rbegin()->second;
  }
  return price ? std::optional(worth_of(deposit.chain().amount_sat, *price)) : std::nullopt;
}

// With all that its customer is paid in its block.
int ModelChain::needed_for(const Deposit& deposit) {
  std::int64_t sum = 0;
  bool is_known = true;
  for (const auto& part :
       all_deposits(tx_,
                    fmt::format("SELECT {} FROM deposits WHERE user_id = $1 AND block_height = $2",
                                db::columns<DepositRow>()),
                    deposit.user_id, deposit.chain().block_height)) {
    const auto& paid = output({part.chain().txid, part.chain().output_index});
    const bool is_final =
        part.status == DepositStatus::completed || part.chain().confirmed_at.has_value();
    const auto worth =
        is_final ? std::optional(part.amount) : worth_now(part, paid, /*by_old_rate=*/true);
    is_known = is_known && worth.has_value();
    sum += worth.value_or(base::Money()).hundredths();
  }
  const auto& paid = output({deposit.chain().txid, deposit.chain().output_index});
  return std::max(paid.payment.min_confirmations, is_known ? needed_for_sum(sum) : 3);
}

void ModelChain::check_is_waiting(const Deposit& deposit, const Output& output) {
  if (deposit.chain().confirmed_at || !worth_now(deposit, output, /*by_old_rate=*/false)) {
    return;
  }
  demand(tip() - deposit.chain().block_height.value() + 1 < needed_for(deposit),
         "is confirmed, but waits", deposit.id);
}

void ModelChain::check_deposit(const Deposit& deposit) {
  const Name name{deposit.chain().txid, deposit.chain().output_index};
  const auto& paid = output(name);
  const auto height = height_of(name);
  demand(paid.user_id == deposit.user_id && paid.payment.amount_sat == deposit.chain().amount_sat,
         "is not the payment that was made", deposit.id);
  demand(deposit.chain().block_height == height, "is in another block", deposit.id);
  demand((deposit.status == DepositStatus::completed) == paid.credited_amount.has_value(),
         "is credited and does not say so, or says so and is not", deposit.id);
  if (!height) {
    demand(deposit.status != DepositStatus::completed, "is credited, but in no block", deposit.id);
  } else if (deposit.status != DepositStatus::completed) {
    demand(deposit.status == DepositStatus::pending, "is in a block, but not pending", deposit.id);
    check_is_waiting(deposit, paid);
  }
}

void ModelChain::check_all() {
  std::map<std::int64_t, std::int64_t> kept;
  std::size_t known = 0;
  for (const auto& deposit : all_deposits(
           tx_, fmt::format("SELECT {} FROM deposits ORDER BY id", db::columns<DepositRow>()))) {
    ++known;
    check_deposit(deposit);
    if (deposit.status == DepositStatus::pending && deposit.chain().confirmed_at) {
      kept[deposit.user_id] += deposit.amount.hundredths();
    }
  }
  for (const auto& [user_id, sum] : kept) {
    demand(sum < rules_.min.hundredths(), "has reached the minimum, but is kept, of", user_id);
  }
  std::size_t seen = 0;
  for (const auto& transaction : transactions_) {
    for (const auto& output : transaction.outputs) {
      seen += output.seen_at ? 1U : 0U;
    }
  }
  demand(known == seen, "not every payment is known", static_cast<std::int64_t>(known));
  check_balances();
  const auto sentences = violations(tx_, now_);
  demand(sentences.empty(), fmt::to_string(fmt::join(sentences, " ")), 0);
}

void ModelChain::check_balances() {
  std::map<std::int64_t, std::int64_t> balances{{kAnn, 0}, {kBob, 0}, {kCid, 0}};
  std::int64_t earned = 0;
  for (const auto& transaction : transactions_) {
    for (const auto& output : transaction.outputs) {
      if (!output.credited_amount) {
        continue;
      }
      const auto amount = output.credited_amount->hundredths();
      balances[output.user_id.value()] += amount;
      if (output.user_id == kBob) {
        earned += (amount * 3 + 50) / 100;
      }
    }
  }
  balances[kAnn] += earned;
  for (const auto& [user_id, balance] : balances) {
    const auto customer = find_customer(tx_, user_id).value();
    demand(customer.balance.hundredths() == balance, "not the chain's money has", user_id);
    demand(customer.referral_earnings.hundredths() == (user_id == kAnn ? earned : 0),
           "not the commissions' sum has earned", user_id);
  }
}

}  // namespace shop
