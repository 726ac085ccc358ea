// Everything outside the shop: a chain, payers, prices and faulty backends.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "chain/keys/account.h"
#include "chain/keys/bytes.h"

namespace simulation {

inline constexpr base::Timestamp kStart{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
inline constexpr std::int64_t kOwner = 900;
// The first referred the second.
inline constexpr std::array<std::int64_t, 3> kCustomers{1001, 1002, 1003};
inline constexpr std::size_t kBackends = 2;
inline constexpr std::size_t kMaxOutputs = 3;  // of a transaction, to customers
inline constexpr std::size_t kMaxSteps = 40;

enum class StepKind {
  pay,         // one to three outputs to one or two customers
  mine,        // a block with some of the mempool
  reward,      // a block whose coinbase pays to a customer
  reorganise,  // one to six blocks are replaced by others
  replace,     // a waiting transaction, by another one or by none of the shop's
  vanish,      // a waiting transaction
  reappear,    // one that was gone
  pass_time,   // from a minute to a day
  set_rate,
  trouble,  // a backend is faulty for some steps
  restart,  // of the watcher
  rescan,   // while the watcher is away
  end,      // all backends work, the longest chain wins
};
BOOST_DESCRIBE_ENUM(StepKind, pay, mine, reward, reorganise, replace, vanish, reappear, pass_time,
                    set_rate, trouble, restart, rescan, end)

// `a`, `b` and `c` choose among what is possible in the current state.
struct Step {
  StepKind kind = StepKind::end;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

// An address that a customer asks for in order to pay to it.
struct Wanted {
  std::int64_t customer = 0;
  bool is_old = false;  // an earlier address of theirs, chosen by:
  std::uint32_t choice = 0;
};

// An output to a customer.
struct Payment {
  std::int64_t customer = 0;
  std::uint32_t index = 0;  // of the address
  std::int64_t amount_sat = 0;
};

struct Transaction {
  enum class Place { waiting, hidden, mined, gone };  // waiting: in the mempool; hidden: not yet
  chain::Bytes raw;
  std::string txid;
  std::uint32_t spent = 0;          // number of the coin: two that spend the same conflict
  std::map<int, Payment> payments;  // by output
  Place place = Place::hidden;
  bool is_coinbase = false;
  std::int64_t max_confirmations = 0;  // that it ever had
};

struct Block {
  chain::Bytes raw;
  std::string id;
  std::vector<std::size_t> transactions;
};
using Chain = std::vector<std::shared_ptr<const Block>>;

enum class Trouble {
  none,
  down,
  refused,
  nonsense,  // in place of blocks
  half_blocks,
  other_blocks,
  forged_blocks,
  no_mempool,  // refuses to tell what waits
  no_headers,  // refuses to give headers alone
  limits,      // gives one waiting transaction, then asks for patience
  stale,       // knows no newer blocks
  invents,     // blocks that pay to customers and prove no work, on top of the chain
  branches,    // another newest block, with its proof of work
  elsewhere,   // another chain, which is longer
};

// Returns the schedule of a seed: 10 to 39 steps, of which the last is `end`.
std::vector<Step> make_steps(std::uint64_t seed);

// A function of its seed, of the steps taken and of the addresses that the shop gave, so that each
// process can rebuild it.
class World {
 public:
  World(std::uint64_t seed, const chain::Account& account);

  std::size_t taken() const { return taken_; }
  bool is_over() const { return taken_ == steps_.size(); }
  // REQUIRES: it is not over.
  const Step& next() const { return steps_[taken_]; }
  // The addresses that `next` pays to.
  std::vector<Wanted> wanted() const;
  // Takes the next step. REQUIRES: `given` has an index for each of wanted().
  void take(const std::vector<std::uint32_t>& given);

  base::Timestamp now() const { return now_; }
  const std::map<base::Timestamp, base::Money>& prices() const { return prices_; }
  const Chain& chain() const { return chain_; }
  const std::vector<Transaction>& transactions() const { return transactions_; }

  Trouble trouble(std::size_t backend) const { return troubles_[backend].kind; }
  // The chain as the backend knows it.
  const Chain& chain_of(std::size_t backend) const;

  // The schedule for people: "pay(1, 2, 3) mine(4, 5, 6) …".
  std::string text() const;

 private:
  struct BackendTrouble {
    Trouble kind = Trouble::none;
    std::size_t until = 0;  // the step
    Chain chain = {};       // of one that has a chain of its own
  };
  using Place = Transaction::Place;

  void pay(const Step& step, const std::vector<std::uint32_t>& given);
  void add(std::map<int, Payment> payments, std::uint32_t spent, Place place);
  void mine(std::uint32_t choice);
  void reward(const Step& step, const std::vector<std::uint32_t>& given);
  void mine_on(chain::Bytes coinbase, std::vector<std::size_t> included);
  std::vector<std::size_t> put_into_block(std::uint32_t choice);
  void note_confirmations();
  void reorganise(const Step& step);
  void replace(const Step& step);
  void vanish(const Step& step);
  void reappear(const Step& step);
  void set_price(std::uint32_t choice);
  void start_trouble(const Step& step);
  Chain chain_in(Trouble kind) const;
  std::shared_ptr<const Block> invented(const Block& previous) const;
  void end(const Step& step);
  std::vector<std::size_t> at(Place place) const;
  bool is_spent(std::uint32_t coin) const;

  chain::Account account_;
  std::vector<Step> steps_;
  std::size_t taken_ = 0;
  base::Timestamp now_ = kStart;
  std::map<base::Timestamp, base::Money> prices_;
  Chain chain_;
  std::size_t longest_ = 0;
  std::uint32_t mined_ = 0;
  std::uint32_t coins_ = 0;
  std::chrono::seconds skew_{0};  // of the chain's clock against the shop's
  std::vector<Transaction> transactions_;
  std::array<BackendTrouble, kBackends> troubles_;
};

}  // namespace simulation
