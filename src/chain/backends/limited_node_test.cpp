// Nodes that allow some methods alone, or no batches, or no long requests.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/blocks/block.h"
#include "chain/testing/connected_backend.h"
#include "chain/testing/model_chain.h"

namespace {

using base::ErrorKind;
using chain::testing::recorded;
using net::json_response;
using net::ServerRequest;
using net::ServerResponse;
using net::text_response;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Refusals = std::vector<ServerResponse>;

const std::string kBest(64, 'b');

ServerResponse rpc_error(int status, int code, const std::string& message) {
  return json_response(
      status, fmt::format(R"({{"result":null,"error":{{"code":{},"message":"{}"}},"id":0}})", code,
                          message));
}

// Ways in which nodes, their proxies and hosts refuse a method.
Refusals refusals_of_a_method() {
  return {text_response(403, ""),
          text_response(403, "<html>Forbidden</html>"),
          rpc_error(403, -32'000, "no"),
          rpc_error(404, -32'601, "Method not found"),
          rpc_error(200, -32'601, "Method not found"),
          rpc_error(200, -32'000, "Method is NOT ALLOWED on your plan"),
          rpc_error(400, -32'004, "?"),
          rpc_error(500, 0, "method not whitelisted"),
          json_response(200, R"({"error":"this method is disabled"})")};
}

class LimitedNode : public chain::testing::ConnectedBackend {
 protected:
  void SetUp() override { backend_ = connect("rpc", "u:secret@"); }

  // Answers calls of methods that are not among `refused`.
  void refuse(std::set<std::string> refused, const ServerResponse& how) {
    server_.set([refused = std::move(refused), how](const ServerRequest& request) {
      const auto call = boost::json::parse(request.body);
      const auto method = std::string(call.at("method").as_string());
      return refused.contains(method) ? how : result_of(method);
    });
  }
  // Answers single calls of getrawtransaction, and batches of up to `limit`.
  void limit_batches(std::size_t limit, const std::optional<ServerResponse>& otherwise) {
    server_.set([limit, otherwise](const ServerRequest& request) -> std::optional<ServerResponse> {
      const auto calls = boost::json::parse(request.body);
      if (!calls.is_array()) {
        return json_response(200, R"({"result":"00","error":null})");
      }
      const auto& batch = calls.as_array();
      return batch.size() <= limit ? answer_to(batch) : otherwise;
    });
  }
  static ServerResponse answer_to(const boost::json::array& batch) {
    boost::json::array answers;
    for (const auto& call : batch) {
      answers.push_back({{"id", call.at("id")}, {"result", "00"}, {"error", nullptr}});
    }
    return json_response(200, boost::json::serialize(answers));
  }

  static ServerResponse result_of(const std::string& method) {
    const auto header = chain::to_hex(recorded("mweb_block.hex")).substr(0, 160);
    const std::map<std::string, std::string> results{
        {"getblockchaininfo", R"({"blocks":7,"headers":9,"bestblockhash":")" + kBest + "\"}"},
        {"getblockcount", "7"},
        {"getblockhash", '"' + kBest + '"'},
        {"getbestblockhash", '"' + kBest + '"'},
        {"getblockheader", R"({"height":7})"},
        {"getblock", '"' + header + "0011\""},
        {"getrawmempool", "[]"},
        {"getrawtransaction", R"("00")"}};
    return json_response(200, fmt::format(R"({{"result":{},"error":null}})", results.at(method)));
  }
  // The sizes of the batches that were asked for; 0: a single call.
  std::vector<std::size_t> batches() const {
    std::vector<std::size_t> sizes;
    for (const auto& request : server_.seen()) {
      const auto calls = boost::json::parse(request.body);
      sizes.push_back(calls.is_array() ? calls.as_array().size() : 0);
    }
    return sizes;
  }
  std::size_t calls_of(const std::string& method) const {
    return static_cast<std::size_t>(std::ranges::count_if(server_.seen(), [&](const auto& request) {
      return request.body.contains('"' + method + '"');
    }));
  }
  chain::FetchedTransactions fetch(std::size_t count) {
    return run(backend_->waiting_transactions(std::vector<std::string>(count, kBest), {}));
  }

  std::unique_ptr<chain::Backend> backend_;
};

TEST_F(LimitedNode, TellsItsStateByOtherMethods) {
  for (const auto& how : refusals_of_a_method()) {
    backend_ = connect("rpc", "u:secret@");
    refuse({"getblockchaininfo"}, how);
    const auto before = calls_of("getblockchaininfo");
    for (int i = 0; i < 3; ++i) {
      const auto state = run(backend_->state());
      ASSERT_TRUE(state) << how.body << state.error().message;
      EXPECT_EQ(state->tip, (shop::BlockId{7, kBest}));
      EXPECT_EQ(state->header_height, 7);
    }
    EXPECT_EQ(calls_of("getblockchaininfo") - before, 1U) << how.body;
    EXPECT_THAT(backend_->refused(), ElementsAre("getblockchaininfo"));
    refuse({}, how);
    clock_.advance(std::chrono::hours(2));
    EXPECT_EQ(run(backend_->state())->header_height, 9);
    EXPECT_THAT(backend_->refused(), ElementsAre());
  }
  refuse({"getblockchaininfo", "getblockcount"}, text_response(403, ""));
  EXPECT_EQ(run(backend_->state())->tip, (shop::BlockId{7, kBest}));
}

TEST_F(LimitedNode, SaysWhichMethodItMustAllow) {
  refuse({"getblockchaininfo", "getblockcount", "getbestblockhash"}, text_response(403, ""));
  const auto refused = run(backend_->state());
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_THAT(refused.error().message, HasSubstr("does not allow getblockchaininfo (HTTP 403)"));
  EXPECT_THAT(refused.error().message, HasSubstr("rpcwhitelist"));
  EXPECT_THAT(refused.error().message, HasSubstr("rpcallowip"));
  EXPECT_THAT(refused.error().message, Not(HasSubstr("password")));
  for (const auto& how : refusals_of_a_method()) {
    refuse({"getrawmempool"}, how);
    const auto no_pool = run(backend_->waiting_ids());
    EXPECT_EQ(no_pool.error().kind, ErrorKind::forbidden) << how.body;
    EXPECT_THAT(no_pool.error().message, HasSubstr("getrawmempool"));
    EXPECT_TRUE(run(backend_->state())) << "the rest goes on";
  }
}

TEST_F(LimitedNode, GivesBlocksInPlaceOfHeaders) {
  refuse({"getblockheader"}, text_response(403, ""));
  for (int i = 0; i < 2; ++i) {
    const auto header = run(backend_->raw_header(kBest));
    ASSERT_TRUE(header) << header.error().message;
    EXPECT_EQ(header->size(), chain::kHeaderBytes);
  }
  EXPECT_EQ(calls_of("getblockheader"), 1U);
  refuse({"getblockheader", "getblock"}, text_response(403, ""));
  EXPECT_EQ(run(backend_->raw_header(kBest)).error().kind, ErrorKind::forbidden);
}

TEST_F(LimitedNode, IsAskedSinglyWhenItRefusesBatches) {
  const Refusals refusals{
      text_response(403, ""),
      text_response(400, "Bad Request"),
      text_response(405, ""),
      text_response(413, "<html>too large</html>"),
      text_response(500, ""),
      text_response(502, "<html>Bad gateway</html>"),
      text_response(200, "<html>"),
      rpc_error(200, -32'600, "Invalid Request"),
      rpc_error(400, -32'005, "limit"),
      json_response(200, "[]"),
      json_response(200, R"([{"id":0,"result":"00","error":null}])"),
      json_response(200, R"([{"id":null,"error":{"code":-32600,"message":"no batches"}}])"),
      json_response(200, R"({"result":"00","error":null})"),
      {.is_cut = true}};
  for (const auto& how : refusals) {
    backend_ = connect("rpc", "u:secret@");
    limit_batches(0, how);
    const auto got = fetch(450);
    EXPECT_EQ(got.error, std::nullopt) << how.status << how.body;
    EXPECT_EQ(got.transactions.size(), 450U) << how.status << how.body;
    const auto before = requests();
    EXPECT_EQ(fetch(3).transactions.size(), 3U);
    EXPECT_EQ(requests() - before, 3U) << "it remembers";
    EXPECT_EQ(backend_->transactions_per_look(), 2'000U);
  }
}

TEST_F(LimitedNode, IsAskedForSmallerBatchesWhenItLimitsThem) {
  for (const auto& how : {text_response(413, ""), rpc_error(200, -32'600, "batch too large")}) {
    backend_ = connect("rpc", "u:secret@");
    limit_batches(20, how);
    const auto before = requests();
    EXPECT_EQ(fetch(30).transactions.size(), 30U);
    const auto sizes = batches();
    EXPECT_THAT(std::vector(sizes.begin() + static_cast<long>(before), sizes.end()),
                ElementsAre(30, 0, 7, 7, 7, 7, 2));
  }
  clock_.advance(std::chrono::hours(2));
  limit_batches(200, std::nullopt);
  EXPECT_EQ(fetch(200).transactions.size(), 200U);
  EXPECT_EQ(batches().back(), 200U) << "it is tried again";
}

TEST_F(LimitedNode, IsAskedForSmallerBatchesWhenLargeOnesTakeTooLong) {
  timeout_ = std::chrono::milliseconds(100);
  backend_ = connect("rpc", "u:secret@");
  limit_batches(50, std::nullopt);
  EXPECT_EQ(backend_->transactions_per_look(), 20'000U);
  const auto got = fetch(200);
  EXPECT_EQ(got.error, std::nullopt);
  EXPECT_EQ(got.transactions.size(), 200U);
  EXPECT_EQ(backend_->transactions_per_look(), 5'000U);
  EXPECT_THAT(batches(), ElementsAre(200, 0, 50, 50, 50, 50));
}

TEST_F(LimitedNode, KeepsItsBatchesWhenItIsDownOrForbidsTransactions) {
  answer_all(text_response(502, ""));
  EXPECT_EQ(fetch(200).error->kind, ErrorKind::unavailable);
  answer_all(text_response(403, ""));
  const auto refused = fetch(200);
  EXPECT_EQ(refused.error->kind, ErrorKind::forbidden);
  EXPECT_THAT(refused.error->message, HasSubstr("getrawtransaction"));
  limit_batches(200, std::nullopt);
  EXPECT_EQ(fetch(200).transactions.size(), 200U);
  EXPECT_THAT(batches(), ElementsAre(200, 0, 200, 0, 200));
}

TEST_F(LimitedNode, IsPolledWhenItDoesNotLetWait) {
  using std::chrono::minutes;
  using std::chrono::seconds;
  auto hows = refusals_of_a_method();
  for (const auto& how :
       {text_response(502, ""), text_response(504, "<html>"), text_response(200, "<html>"),
        ServerResponse{.is_cut = true}, json_response(200, R"({"result":null,"error":null})")}) {
    hows.push_back(how);
  }
  for (const auto& how : hows) {
    backend_ = connect("rpc", "u:secret@");
    answer_all(how);
    const auto before = requests();
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(run(backend_->wait_for_tip({4, kBest}, seconds(7))), false) << how.body;
    }
    // The client sends a request again whose connection was an older one.
    EXPECT_LE(requests() - before, how.is_cut ? 2U : 1U) << how.status << how.body;
    clock_.advance(minutes(61));
    answer_all(json_response(200, R"({"result":{"height":5},"error":null})"));
    EXPECT_EQ(run(backend_->wait_for_tip({4, kBest}, seconds(7))), true) << how.body;
  }
}

TEST_F(LimitedNode, IsPolledWhenItAnswersAtOnceAlthoughNothingIsNew) {
  const auto waits = [&] {
    return run(backend_->wait_for_tip({4, kBest}, std::chrono::seconds(7))).value();
  };
  answer_all(json_response(200, R"({"result":{"height":4},"error":null})"));
  EXPECT_TRUE(waits()) << "a payment may have come";
  int count = 1;
  while (count < 1'000 && waits()) {
    ++count;
  }
  EXPECT_LT(count, 50);
  clock_.advance(std::chrono::minutes(1));
  EXPECT_TRUE(waits());
}

TEST_F(LimitedNode, WaitsInVainWithoutBeingTakenForOneThatCannotWait) {
  server_.set([this](const ServerRequest&) {
    clock_.advance(std::chrono::seconds(2));
    return json_response(200, R"({"result":{"height":4},"error":null})");
  });
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(run(backend_->wait_for_tip({4, kBest}, std::chrono::seconds(7))), true);
  }
  EXPECT_EQ(requests(), 100U);
}

TEST_F(LimitedNode, IsLeftAloneAsLongAsItsHostSays) {
  auto limit = rpc_error(429, -32'005, "too many requests");
  limit.headers.set("Retry-After", "90");
  answer_all(limit);
  EXPECT_EQ(fetch(200).error->kind, ErrorKind::unavailable);
  EXPECT_THAT(run(backend_->state()).error().message, HasSubstr("before 2026-11-24T07:23:20Z"));
  EXPECT_EQ(requests(), 1U);
  refuse({}, limit);
  clock_.advance(std::chrono::seconds(90));
  EXPECT_TRUE(run(backend_->state()));
}

}  // namespace
