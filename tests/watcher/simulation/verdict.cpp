#include "watcher/simulation/verdict.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/core/outbox.h"
#include "shop/customers/customer.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/one_transaction.h"
#include "shop/reports/audit.h"

namespace simulation {
namespace {

using shop::Deposit;
using shop::DepositStatus;
using Place = Transaction::Place;
using Name = std::pair<std::string, int>;

struct Paid {
  const Transaction* transaction = nullptr;
  Payment payment;
  std::optional<std::int64_t> height;
};

// Of a deposit whose customer is paid as much together with it.
int needed_for(std::int64_t hundredths, const Transaction& transaction) {
  if (transaction.is_coinbase) {
    return 100;
  }
  return hundredths < base::Money::units(2'000).hundredths() ? 1 : 3;
}

bool has_left(const Deposit& deposit) {
  return deposit.status == DepositStatus::replaced || deposit.status == DepositStatus::reversed;
}

class Verdict {
 public:
  Verdict(db::Tx& tx, const World& world, const shop::DepositRules& rules)
      : tx_(tx),
        world_(world),
        rules_(rules),
        deposits_(shop::all_deposits(tx, fmt::format("SELECT {} FROM deposits ORDER BY id",
                                                     db::columns<shop::DepositRow>()))) {
    for (const auto& transaction : world.transactions()) {
      for (const auto& [output, payment] : transaction.payments) {
        paid_[{transaction.txid, output}] = {&transaction, payment, height_of(transaction)};
      }
    }
  }

  std::string find_early_credit() {
    for (const auto& deposit : deposits_) {
      const auto paid = paid_.find({deposit.chain().txid, deposit.chain().output_index});
      if (paid != paid_.end()) {
        check_is_not_early(deposit, *paid->second.transaction);
      }
    }
    return found_;
  }

  std::string find() {
    for (const auto& deposit : deposits_) {
      check(deposit);
    }
    for (const auto& [transaction, parts] : parts_) {
      check_notices(transaction, parts);
    }
    for (const auto& [name, paid] : paid_) {
      check_is_known(name, paid);
    }
    for (const auto& [customer, sum] : kept_) {
      demand(sum < rules_.min.hundredths(), "has the minimum together, but is not credited",
             customer);
    }
    check_balances();
    const auto sentences = shop::violations(tx_, world_.now());
    demand(sentences.empty(), fmt::format("the audit says: {}", fmt::join(sentences, " ")), 0);
    return found_;
  }

 private:
  std::optional<std::int64_t> height_of(const Transaction& transaction) const {
    for (std::size_t height = 0; height < world_.chain().size(); ++height) {
      for (const auto id : world_.chain()[height]->transactions) {
        if (&world_.transactions()[id] == &transaction) {
          return static_cast<std::int64_t>(height);
        }
      }
    }
    return std::nullopt;
  }

  void demand(bool holds, std::string_view what, std::int64_t id) {
    if (!holds && found_.empty()) {
      found_ = fmt::format("{} {}", id, what);
    }
  }

  void check(const Deposit& deposit) {
    const auto paid = paid_.find({deposit.chain().txid, deposit.chain().output_index});
    if (paid == paid_.end()) {
      demand(false, "is a deposit that nobody made", deposit.id);
      return;
    }
    known_.insert(paid->first);
    const auto& [transaction, payment, height] = paid->second;
    demand(deposit.user_id == payment.customer && deposit.chain().amount_sat == payment.amount_sat,
           "is not the payment that was made", deposit.id);
    demand(deposit.chain().block_height == height, "is in another block", deposit.id);
    check_status(deposit, paid->second);
    check_is_not_early(deposit, *transaction);
    parts_[shop::transaction_of(deposit)].push_back(deposit);
    if (deposit.status == DepositStatus::completed) {
      check_price(deposit);
      credited_[deposit.user_id] += deposit.amount.hundredths();
    } else if (deposit.chain().confirmed_at) {
      kept_[deposit.user_id] += deposit.amount.hundredths();
    }
  }

  void check_status(const Deposit& deposit, const Paid& paid) {
    if (paid.height) {
      demand(!has_left(deposit), "is in a block, but taken back", deposit.id);
      if (deposit.status == DepositStatus::pending && !deposit.chain().confirmed_at) {
        check_has_to_wait(deposit, *paid.transaction);
      }
    } else if (paid.transaction->place == Place::waiting) {
      demand(deposit.status == DepositStatus::pending, "waits for a block, but is not pending",
             deposit.id);
    } else {
      demand(has_left(deposit), "is nowhere, but pending or credited", deposit.id);
    }
  }

  // Checks that it was not credited before a chain had confirmed it often enough for what its
  // transaction pays to its customer.
  void check_is_not_early(const Deposit& deposit, const Transaction& transaction) {
    std::int64_t together = 0;
    for (const auto& other : deposits_) {
      if (other.user_id == deposit.user_id && other.chain().txid == deposit.chain().txid &&
          other.status == DepositStatus::completed) {
        together += other.amount.hundredths();
      }
    }
    demand(deposit.status != DepositStatus::completed ||
               transaction.max_confirmations >= needed_for(together, transaction),
           "was credited without its confirmations", deposit.id);
  }

  // Checks that it lacks confirmations or a rate.
  void check_has_to_wait(const Deposit& deposit, const Transaction& transaction) {
    if (!worth_now(deposit)) {
      return;
    }
    std::int64_t together = 0;
    for (const auto& other : deposits_) {
      if (other.user_id == deposit.user_id &&
          other.chain().block_height == deposit.chain().block_height) {
        together += worth_now(other).value_or(base::Money::units(2'000)).hundredths();
      }
    }
    const auto tip = static_cast<std::int64_t>(world_.chain().size()) - 1;
    demand(tip - deposit.chain().block_height.value_or(0) + 1 < needed_for(together, transaction),
           "has its confirmations, but waits", deposit.id);
  }

  // What it was credited or kept as, or would be now; empty: no rate says.
  std::optional<base::Money> worth_now(const Deposit& deposit) const {
    if (deposit.status == DepositStatus::completed || deposit.chain().confirmed_at) {
      return deposit.amount;
    }
    const bool is_early = world_.now() - deposit.created_at <= std::chrono::hours(24);
    const auto first = is_early ? price_at(deposit.created_at) : std::nullopt;
    const auto price = first ? first : price_at(world_.now());
    return price ? std::optional(shop::worth_of(deposit.chain().amount_sat, *price)) : std::nullopt;
  }

  // Its price is that of first sight, or one of a later moment when it may have been confirmed.
  void check_price(const Deposit& deposit) {
    const auto moment = deposit.chain().rate_at.value_or(base::Timestamp{});
    const auto price = world_.prices().find(moment);
    demand(price != world_.prices().end() && deposit.chain().rate == price->second,
           "has a rate that never was", deposit.id);
    demand(moment <= deposit.completed_at, "has a rate from after its completion", deposit.id);
    demand(moment > deposit.created_at || deposit.chain().rate == price_at(deposit.created_at),
           "has not the rate of its first sight", deposit.id);
    demand(deposit.amount == shop::worth_of(deposit.chain().amount_sat,
                                            deposit.chain().rate.value_or(base::Money())),
           "is not worth what its rate says", deposit.id);
  }

  std::optional<base::Money> price_at(base::Timestamp time) const {
    const auto after = world_.prices().upper_bound(time);
    if (after == world_.prices().begin()) {
      return std::nullopt;
    }
    const auto& [read_at, price] = *std::prev(after);
    return time - read_at <= shop::kRateLifetime ? std::optional(price) : std::nullopt;
  }

  // Of deposits that the transaction brought the customer.
  std::int64_t notices(const shop::TransactionOfCustomer& transaction, std::string_view kind) {
    return tx_.one<std::int64_t>(
        "SELECT count(*) FROM outbox o JOIN deposits d ON d.id = o.subject_id "
        "WHERE o.kind = $1 AND o.user_id = d.user_id AND d.user_id = $2 AND d.tx_hash = $3",
        kind, transaction.first, transaction.second);
  }

  std::int64_t alerts_of_reversals(const std::vector<Deposit>& parts) {
    std::int64_t alerts = 0;
    for (const auto& part : parts) {
      alerts += tx_.one<std::int64_t>(
          "SELECT count(*) FROM outbox WHERE kind = 'alert' AND user_id = $1 "
          "AND payload LIKE '%credit_taken_back%' AND payload LIKE $2",
          kOwner, fmt::format("%\"deposit_id\":{}}}%", part.id));
    }
    return alerts;
  }

  // Checks that each change of a transaction's state was announced once to each customer, however
  // many of its outputs they have: at least as often as one of them changed, and no more often than
  // all together.
  void check_notices(const shop::TransactionOfCustomer& transaction,
                     const std::vector<Deposit>& parts) {
    std::int64_t most_credits = 0;
    std::int64_t credits = 0;
    std::int64_t most_reversals = 0;
    std::int64_t reversals = 0;
    bool has_left_all = true;
    for (const auto& part : parts) {
      const std::int64_t taken =
          part.times_credited - (part.status == DepositStatus::completed ? 1 : 0);
      most_credits = std::max<std::int64_t>(most_credits, part.times_credited);
      credits += part.times_credited;
      most_reversals = std::max(most_reversals, taken);
      reversals += taken;
      has_left_all = has_left_all && has_left(part);
    }
    const auto told = [&](std::string_view kind) { return notices(transaction, kind); };
    const auto id = parts.front().id;
    const auto is_between = [](std::int64_t least, std::int64_t value, std::int64_t most) {
      return least <= value && value <= most;
    };
    demand(is_between(most_credits, told("deposit_completed"), credits),
           "was told another number of credits", id);
    demand(is_between(most_reversals, told("deposit_reversed"), reversals),
           "was told another number of reversals", id);
    const auto departures = told("deposit_reversed") + told("deposit_replaced");
    // It may have been seen before its worth, which is nothing, was known.
    const bool leaves_silently = shop::is_worthless(shop::merged_by_transaction(parts).front());
    const bool is_told_to_leave = has_left_all && !leaves_silently;
    demand(told("deposit_seen") <= departures + (is_told_to_leave ? 0 : 1),
           "was told to be seen more often than it was", id);
    demand(alerts_of_reversals(parts) == told("deposit_reversed"),
           "was taken back without an alert, or with two", id);
  }

  void check_is_known(const Name& name, const Paid& paid) {
    const bool is_public = paid.height || paid.transaction->place == Place::waiting;
    demand(!is_public || known_.contains(name),
           fmt::format("is output {} of {}, which the shop does not know", name.second, name.first),
           paid.payment.customer);
  }

  void check_balances() {
    std::int64_t earned = 0;
    for (const auto& deposit : deposits_) {
      if (deposit.status == DepositStatus::completed && deposit.user_id == kCustomers[1]) {
        earned += (deposit.amount.hundredths() * rules_.commission.value() + 50) / 100;
      }
    }
    for (const auto id : kCustomers) {
      const auto customer = shop::find_customer(tx_, id).value();
      const auto commission = id == kCustomers[0] ? earned : 0;
      demand(customer.balance.hundredths() == credited_[id] + commission,
             "has another balance than the chain says", id);
      demand(customer.referral_earnings.hundredths() == commission,
             "has earned another commission than the chain says", id);
    }
  }

  db::Tx& tx_;
  const World& world_;
  const shop::DepositRules& rules_;
  std::vector<Deposit> deposits_;
  std::map<Name, Paid> paid_;
  std::set<Name> known_;
  std::map<shop::TransactionOfCustomer, std::vector<Deposit>> parts_;
  std::map<std::int64_t, std::int64_t> kept_;
  std::map<std::int64_t, std::int64_t> credited_;
  std::string found_;
};

}  // namespace

std::string find_disagreement(db::Tx& tx, const World& world, const shop::DepositRules& rules) {
  return Verdict(tx, world, rules).find();
}

std::string find_early_credit(db::Tx& tx, const World& world, const shop::DepositRules& rules) {
  return Verdict(tx, world, rules).find_early_credit();
}

}  // namespace simulation
