// Several backends of one chain: who is asked for what.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "chain/backends/ability.h"
#include "chain/backends/backend.h"
#include "chain/backends/proved_block.h"
#include "chain/keys/network.h"

namespace chain {

// As far as is known from what it was asked.
struct BackendHealth {
  std::string name;
  bool is_healthy = true;
  std::string trouble;               // a sentence; "" when it is healthy
  std::optional<ChainState> state;   // the last that it told
  base::Timestamp answered_at{};     // the last time; 1970: never
  std::uint64_t failures = 0;        // requests without a usable answer
  std::vector<std::string> refused;  // see Backend::refused
};

// Why a backend is not followed while another one is.
enum class Aside : std::uint8_t {
  no,
  another_chain,  // it serves another coin, another network or another branch
  behind,         // for long
};

// The mempool of one backend.
struct Mempool {
  std::size_t member = 0;
  std::vector<std::string> ids;
};

// Each backend, a member, is asked in the order of the settings and judged by each ability alone:
// one that fails or refuses something serves the rest. What is named by its hash may come from any
// member, since it is proved here; what depends on a branch is asked of a member that the caller
// names. Members that were set aside come last.
//
// Errors are those of Backend; where several members were asked, not_found when all of them lack
// it. An answer that does not prove what it should is a failure (invalid) of the member.
// Not thread-safe.
class BackendPool {
 public:
  struct Options {
    Coin coin = Coin::btc;
    Network network = Network::regtest;
    std::vector<std::string> genesis = {};          // valid first blocks (genesis.h); empty: any
    std::optional<shop::BlockId> known_block = {};  // of every chain that reaches its height
    std::chrono::minutes tell_after{30};            // of a member that is wrong for long
  };
  template <class T>
  using Answer = Backend::Answer<T>;

  // REQUIRES: at least one backend; clock and logger outlive it.
  BackendPool(std::vector<std::unique_ptr<Backend>> backends, const base::Clock& clock,
              base::Logger& logger, Options options);
  BackendPool(const BackendPool&) = delete;
  BackendPool& operator=(const BackendPool&) = delete;
  ~BackendPool();

  std::size_t size() const { return members_.size(); }
  const std::string& name(std::size_t member) const { return members_[member].health.name; }
  // One entry for each backend, in order.
  std::vector<BackendHealth> health() const;

  // How long all that is asked from now on may take together; nothing: as long as the time-outs
  // let it. A block that came begins the time anew. What has no answer by then is a failure; after
  // that nobody is asked.
  void set_patience(std::optional<std::chrono::milliseconds> patience);
  // Whether another member is at the tip, as far as is known, so that this one need not be waited
  // for.
  bool may_hurry(std::size_t member) const;

  // All members that can be asked for it, in the order in which to ask. Those that are not needed
  // for it are left out while it is not due.
  std::vector<std::size_t> order(Ability ability) const;

  // Proves that it is a member's state of this chain: by its first block, and by `known_block` when
  // it has that height. One of another chain is set aside. Errors: also invalid (another chain).
  Answer<ChainState> state(std::size_t member);
  // Whether a member that is not needed has not been asked for its state for `pause`.
  bool may_have_news(std::size_t member, std::chrono::milliseconds pause) const;
  Answer<std::string> block_hash(std::size_t member, std::int64_t height);

  // `first` is asked first.
  Answer<Header> header(std::string hash, std::size_t first);
  Answer<SourcedBlock> block(std::string hash, std::size_t first);

  // forbidden when all refuse it, at once while that is remembered.
  Answer<Mempool> mempool();
  boost::asio::awaitable<FetchedTransactions> waiting_transactions(std::size_t first,
                                                                   std::vector<std::string> ids);
  // Those of `ids` that no other member than `asked` has either. One that fails or was set aside
  // has no say.
  boost::asio::awaitable<std::vector<std::string>> lacked_by_others(std::size_t asked,
                                                                    std::vector<std::string> ids);
  std::size_t transactions_per_look(std::size_t member) const;
  // False at once when the first member cannot wait, or refuses it. Takes no heed of
  // set_patience(), which ends with it.
  Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds timeout);

  // The id of the first block of the chain that the member serves; "" before state() has proved it.
  const std::string& genesis(std::size_t member) const { return members_[member].genesis; }
  // From now on the only valid first block.
  void require_genesis(const std::string& id);

  // Whether the member is at the tip, as far as is known: others are asked after those that are.
  void set_current(std::size_t member, bool is_current) {
    members_[member].is_current = is_current;
  }

  // Notes that what the member has said of its blocks cannot be. `why` as below.
  base::Error note_contradiction(std::size_t member, const std::string& why);

  // Its answers did not fit together, as if its chain had changed meanwhile: set aside when that
  // goes on while its tip stays the same.
  void note_changed(std::size_t member);

  // `why` follows the member's name in a sentence: "is on another chain".
  void set_aside(std::size_t member, Aside reason, const std::string& why);
  void take_back(std::size_t member, Aside reason);

  // To be called while one member is at the shop's tip, at `height`: sets aside those that stay
  // more than three blocks behind for `patience`. A download that gets on is no delay.
  void judge(std::int64_t height, std::chrono::seconds patience);
  // Whether the owners are to be told that a member has been wrong for long while another is fine:
  // once of each, until it is right again. To be called after judge().
  bool is_disagreement_due();

 private:
  struct Member {
    std::unique_ptr<Backend> backend;
    BackendHealth health;
    std::array<AbilityRecord, kAbilities> records;
    std::string genesis;
    bool has_known_block = false;
    bool is_current = true;
    base::Timestamp asked_at{};  // for its state
    Aside aside = Aside::no;
    base::Timestamp aside_until{};
    std::optional<base::Timestamp> behind_since;
    std::int64_t behind_by = 0;  // blocks, at `behind_since`
    ChainState announced;        // the last state that it told, proved or not
    shop::BlockId named;         // the last that it told by height
    std::string changed_tip;     // see note_changed
    int changes = 0;             // in a row, with that tip
    std::optional<base::Timestamp> wrong_since;
    bool is_told = false;  // that it is wrong

    AbilityRecord& record(Ability ability) { return records.at(static_cast<std::size_t>(ability)); }
    const AbilityRecord& record(Ability ability) const {
      return records.at(static_cast<std::size_t>(ability));
    }
  };

  static constexpr std::chrono::minutes kAsidePause{10};  // until one is asked again

  template <class T>
  Answer<T> note(Member& member, Ability ability, Answer<T> answer);
  void note_failure(Member& member, Ability ability, const base::Error& error);
  void note_success(Member& member, Ability ability);
  base::Error with_name(const Member& member, base::Error error, const std::string& what) const;
  Answer<void> check_chain(Member& member, const ChainState& state);
  Answer<std::string> check_genesis(Member& member);
  Answer<std::string> ask_for_hash(Member& member, std::int64_t height);
  base::Error judge_absence(const Member& member, const std::string& hash, base::Error error) const;
  base::Error judge_absence(const Member& member, std::int64_t height, base::Error error) const;
  base::Error too_late(const Member& member) const;
  bool is_late() const { return std::chrono::steady_clock::now() >= deadline_; }
  FetchBounds fetch_bounds(const Member& member) const;
  std::optional<base::Error> judge_late(const Member& member, const FetchedTransactions& got) const;
  base::Error remembered_error(Ability ability) const;
  base::Error another_chain(std::size_t member);
  // What `question` makes of members that are asked in turn until one has an answer.
  template <class T, class Question>
  Answer<T> ask_in_turn(Ability ability, std::size_t first, Question question);
  std::vector<std::size_t> order_from(Ability ability, std::size_t first) const;
  boost::asio::awaitable<std::optional<base::Error>> fetch_from(Member& member,
                                                                std::vector<std::string>& ids,
                                                                FetchedTransactions& fetched);
  int rank(const Member& member, Ability ability) const;
  bool is_wrong(const Member& member) const;
  // Whether it has been for so long that the owners are to be told now.
  bool note_wrong(Member& member);

  std::vector<Member> members_;
  const base::Clock& clock_;
  base::Logger& logger_;
  Options options_;
  std::optional<std::chrono::milliseconds> patience_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace chain
