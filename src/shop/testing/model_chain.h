// A chain that a test makes up, what the shop is told of it, and whether the money agrees.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/deposit.h"

namespace shop {

// What happens next; `a`, `b` and `c` choose among what is possible.
struct ChainStep {
  enum class Kind { pay, mine, reorganise, vanish, settle, pass_time, set_rate, recover };
  BOOST_DESCRIBE_NESTED_ENUM(Kind, pay, mine, reorganise, vanish, settle, pass_time, set_rate,
                             recover)
  Kind kind = Kind::pay;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
};
std::ostream& operator<<(std::ostream& out, const ChainStep& step);

// Plays the node and the watcher of one coin. Whatever is credited is checked against the rules at
// once; after each settlement every deposit, balance and invariant is.
class ModelChain {
 public:
  // REQUIRES: the shop has nobody and no chain yet.
  explicit ModelChain(db::Tx& tx);

  void take(const ChainStep& step);
  void settle();
  // What is wrong first; empty: nothing.
  const std::string& disagreement() const { return disagreement_; }

 private:
  struct Output {
    CoinPayment payment;
    std::optional<std::int64_t> user_id;              // whose address it pays
    std::optional<base::Timestamp> seen_at = {};      // by the shop
    std::optional<base::Money> first_price = {};      // of a coin, if one was known then
    std::optional<base::Money> credited_amount = {};  // while it is credited
  };
  struct Transaction {
    std::vector<Output> outputs;
    bool is_announced = false;
  };
  using Ids = std::vector<std::size_t>;  // of transactions
  using Name = std::pair<std::string, int>;

  void pay(const ChainStep& step);
  void mine(unsigned choice);
  void reorganise(const ChainStep& step);
  void vanish(unsigned choice);
  void set_rate(unsigned choice);
  void recover(unsigned choice);

  void announce(std::size_t id);
  void mark_lost();
  std::vector<CoinPayment> payments_of(const Ids& ids) const;
  void see(const Ids& ids);
  std::optional<base::Money> fresh_price(base::Timestamp at) const;
  std::int64_t tip() const;
  std::optional<std::int64_t> height_of(const Name& name) const;
  Output& output(const Name& name);

  void check_moved(const MoneyMoved& moved);
  void check_credit(const DepositCredit& credit);
  void check_price(const Deposit& deposit, const Output& output);
  void check_deposit(const Deposit& deposit);
  void check_is_waiting(const Deposit& deposit, const Output& output);
  std::optional<base::Money> worth_now(const Deposit& deposit, const Output& output,
                                       bool by_old_rate) const;
  int needed_for(const Deposit& deposit);
  void check_all();
  void check_balances();
  void demand(bool holds, std::string_view what, std::int64_t id);

  db::Tx& tx_;
  DepositRules rules_;
  base::Timestamp now_;
  std::vector<Transaction> transactions_;
  std::vector<Ids> blocks_;  // the first is at kFirstHeight + 1
  Ids mempool_;
  std::map<Name, std::pair<std::size_t, std::size_t>> where_;  // transaction and output
  std::map<base::Timestamp, base::Money> prices_;
  std::string disagreement_;
};

}  // namespace shop
