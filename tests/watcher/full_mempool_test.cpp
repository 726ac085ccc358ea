// Payments in a node's mempool that holds more than a look can fetch.
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/testing/model_node.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using shop::DepositStatus;

constexpr std::size_t kListed = 500'000;
constexpr std::size_t kInReach = 40'000;  // of the test: transactions that are really there
constexpr std::size_t kPerLook = 20'000;
constexpr std::size_t kPerBatch = 200;

class FullMempool : public ModelChainShop {
 protected:
  void SetUp() override {
    ModelChainShop::SetUp();
    begin();
    ASSERT_TRUE(stop());
    for (std::size_t i = 0; i < kInReach; ++i) {
      if (i == kPerLook + 5'000) {
        add(pay({open_address()}, kSat));
      }
      add(chain::testing::make_transaction({{.script = {0x51}, .amount_sat = 1}},
                                           static_cast<std::uint32_t>(1'000'000 + i)));
    }
    for (std::size_t i = kInReach; i < kListed; ++i) {
      rest_ += fmt::format(",\"{:064x}\"", i);
    }
    node_.answer_instead([this](const boost::json::value& call) { return answer(call); });
    connect({node_.url()});
  }

  // Comes before those that are out of reach, or as the last.
  void add(const chain::Bytes& transaction) { list(transaction, near_); }
  void add_last(const chain::Bytes& transaction) { list(transaction, last_); }

  // Until the first look has fetched all that it may.
  void start_and_look_once() {
    looks_ = 0;
    fetched_.clear();
    batches_ = 0;
    start();
    await([&] { return fetched_.size() == kPerLook; });
    EXPECT_EQ(looks_, 1);
  }
  // The second look has fetched as many, and nothing again.
  void expect_bounded() {
    EXPECT_EQ(looks_, 2);
    EXPECT_EQ(batches_, 2 * kPerLook / kPerBatch);
    EXPECT_EQ(fetched_.size(), 2 * kPerLook);
    EXPECT_EQ(largest_batch_, kPerBatch);
  }

 private:
  void list(const chain::Bytes& transaction, std::string& where) {
    const auto id = chain::testing::id_of_transaction(transaction);
    where += fmt::format(",\"{}\"", id);
    transactions_[id] = chain::to_hex(transaction);
  }
  std::optional<net::ServerResponse> answer(const boost::json::value& call) {
    if (call.is_array()) {
      return answer_batch(call.as_array());
    }
    if (call.at("method").as_string() != "getrawmempool") {
      return std::nullopt;
    }
    ++looks_;
    const auto all = near_ + rest_ + last_;
    return net::json_response(
        200, fmt::format(R"({{"result":[{}],"id":0,"error":null}})", all.substr(1)));
  }
  net::ServerResponse answer_batch(const boost::json::array& calls) {
    ++batches_;
    largest_batch_ = std::max(largest_batch_, calls.size());
    boost::json::array answers;
    for (const auto& call : calls) {
      const std::string id(call.at("params").at(0).as_string());
      ++fetched_[id];
      const auto known = transactions_.find(id);
      const bool is_known = known != transactions_.end();
      answers.push_back({{"id", call.at("id")},
                         {"result", is_known ? boost::json::value(known->second) : nullptr},
                         {"error", is_known ? boost::json::value()
                                            : boost::json::value{{"code", -5}, {"message", ""}}}});
    }
    return net::json_response(200, boost::json::serialize(answers));
  }

 protected:
  std::map<std::string, std::string> transactions_;  // raw, by id
  std::map<std::string, int> fetched_;               // how often, by id
  std::string near_;
  std::string rest_;
  std::string last_;
  int looks_ = 0;
  std::size_t batches_ = 0;
  std::size_t largest_batch_ = 0;
  chain::testing::ModelNode node_{loop_, explorer_};
};

INSTANTIATE_TEST_SUITE_P(, FullMempool, testing::Values(db::Engine::sqlite), support::engine_name);

// A look fetches 20,000: new ones first, and older ones in turn. The process begins in the middle
// of it and takes all for new.
TEST_P(FullMempool, ShowsNewPaymentsFirstAndOlderOnesInTurn) {
  start_and_look_once();
  add_last(pay({open_address(kReferrer)}, kSat));
  EXPECT_EQ(status(), std::nullopt);
  await_status(DepositStatus::pending, kReferrer);
  EXPECT_EQ(status(), DepositStatus::pending) << "in its turn";
  expect_bounded();
}

}  // namespace
}  // namespace watching
