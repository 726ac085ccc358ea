// Explorers that limit how often they are asked, or lack pages.
#include <boost/json/serialize.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/blocks/block.h"
#include "chain/testing/connected_backend.h"
#include "chain/testing/model_chain.h"

namespace {

using base::ErrorKind;
using chain::testing::recorded;
using net::ServerRequest;
using net::ServerResponse;
using net::text_response;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kHash(64, 'c');

ServerResponse limit(int status, const std::string& retry_after, const std::string& date = "") {
  auto response = text_response(status, "Too Many Requests");
  if (!retry_after.empty()) {
    response.headers.set("Retry-After", retry_after);
  }
  if (!date.empty()) {
    response.headers.set("Date", date);
  }
  return response;
}

std::vector<std::string> numbered_ids(std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) {
    ids.push_back(fmt::format("{:064x}", i));
  }
  return ids;
}

class LimitedExplorer : public chain::testing::ConnectedBackend {
 protected:
  void SetUp() override { backend_ = connect("esplora", ""); }

  std::unique_ptr<chain::Backend> backend_;
};

TEST_F(LimitedExplorer, IsNotAskedBeforeTheTimeThatItNames) {
  for (const auto& answer :
       {limit(429, "120"), limit(503, "120"), limit(429, "Tue, 24 Nov 2026 07:23:50 GMT")}) {
    clock_.set(base::parse_timestamp("2026-11-24T07:21:50Z").value());
    backend_ = connect("esplora", "");
    answer_all(answer);
    const auto before = requests();
    const auto first = run(backend_->block_hash(1));
    EXPECT_EQ(first.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(first.error().message, HasSubstr("is not asked before 2026-11-24T07:23:50Z"));
    clock_.advance(seconds(119));
    EXPECT_EQ(run(backend_->raw_block(kHash)).error(), first.error());
    EXPECT_EQ(run(backend_->waiting_transactions({kHash}, {})).error, first.error());
    EXPECT_EQ(requests() - before, 1U);
    answer_all(text_response(200, kHash));
    clock_.advance(seconds(1));
    EXPECT_EQ(run(backend_->block_hash(1)), kHash);
  }
}

TEST_F(LimitedExplorer, IsLeftAloneLongerEachTimeWhenItNamesNone) {
  answer_all(limit(429, ""));
  for (const int pause_s : {2, 4, 8}) {
    EXPECT_FALSE(run(backend_->block_hash(1)));
    const auto asked = requests();
    clock_.advance(seconds(pause_s - 1));
    EXPECT_FALSE(run(backend_->block_hash(1)));
    EXPECT_EQ(requests(), asked);
    clock_.advance(seconds(1));
  }
  EXPECT_EQ(requests(), 3U);
}

TEST_F(LimitedExplorer, IsAskedAgainAtOnceWhenItIsDown) {
  answer_all(text_response(503, "starting"));
  EXPECT_FALSE(run(backend_->block_hash(1)));
  answer_all(text_response(200, kHash));
  EXPECT_TRUE(run(backend_->block_hash(1)));
}

TEST_F(LimitedExplorer, GetsNoMoreRequestsAtTheFirstErrorAndWhatCameIsKept) {
  for (const auto& stop : {limit(429, "60"), text_response(500, ""), text_response(403, "")}) {
    backend_ = connect("esplora", "");
    const auto before = requests();
    server_.set([&](const ServerRequest& request) {
      return requests() - before <= 100 ? text_response(200, request.path) : stop;
    });
    const auto got = run(backend_->waiting_transactions(numbered_ids(301), {}));
    EXPECT_EQ(got.transactions.size(), 100U);
    EXPECT_TRUE(got.error);
    EXPECT_LE(requests() - before, 108U);
  }
}

TEST_F(LimitedExplorer, KeepsAPartOfItsBudgetForBlocks) {
  backend_ = connect("esplora", "", {.requests_per_minute = 40});
  answer_all(text_response(200, kHash));
  EXPECT_EQ(backend_->transactions_per_look(), 30U);
  const auto got = run(backend_->waiting_transactions(numbered_ids(50), {}));
  EXPECT_EQ(got.transactions.size(), 30U);
  EXPECT_EQ(got.error->kind, ErrorKind::unavailable);
  EXPECT_EQ(backend_->transactions_per_look(), 0U);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(run(backend_->block_hash(1)));
  }
  clock_.advance(seconds(30));
  EXPECT_EQ(backend_->transactions_per_look(), 10U);
}

TEST_F(LimitedExplorer, GetsRequestsForBlocksAsFastAsTheBudgetAllows) {
  const auto url = chain::parse_backend_url("esplora+" + server_.url());
  const auto backend = chain::make_backend(url.value(), {.requests_per_minute = 600}, http_);
  answer_all(text_response(200, kHash));
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 610; ++i) {
    ASSERT_TRUE(run(backend->block_hash(1)));
  }
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(900));
}

TEST_F(LimitedExplorer, HasABudgetOnceItHasLimited) {
  EXPECT_EQ(backend_->transactions_per_look(), 500U);
  answer_all(limit(429, "1"));
  EXPECT_FALSE(run(backend_->block_hash(1)));
  EXPECT_EQ(backend_->transactions_per_look(), 225U);
}

TEST_F(LimitedExplorer, GivesBlocksInPlaceOfHeaders) {
  const auto block = recorded("mweb_block.hex");
  server_.set([&](const ServerRequest& request) {
    return request.path == "/block/" + kHash + "/raw"
               ? text_response(200, std::string(block.begin(), block.end()))
               : text_response(404, "Not found");
  });
  EXPECT_EQ(run(backend_->raw_header(std::string(64, 'd'))).error().kind, ErrorKind::not_found);
  EXPECT_THAT(backend_->refused(), ElementsAre());
  const auto header = run(backend_->raw_header(kHash));
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->size(), chain::kHeaderBytes);
  EXPECT_THAT(backend_->refused(), ElementsAre("/block/…/header"));
  const auto before = requests();
  EXPECT_TRUE(run(backend_->raw_header(kHash)));
  EXPECT_EQ(requests() - before, 1U) << "it remembers";
}

TEST_F(LimitedExplorer, IsAnotherServerWhenItHasNoTip) {
  answer_all(text_response(404, "<html>No such page</html>"));
  const auto refused = run(backend_->state());
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
  EXPECT_THAT(refused.error().message, HasSubstr("check its address"));
}

TEST_F(LimitedExplorer, SaysThatItHasNoMempool) {
  for (const int status : {403, 404}) {
    answer_all(text_response(status, "no"));
    const auto refused = run(backend_->waiting_ids());
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
    EXPECT_THAT(refused.error().message, HasSubstr("/mempool/txids"));
    EXPECT_THAT(backend_->refused(), ElementsAre("/mempool/txids"));
  }
}

// As many as a full mempool had in 2023 and 2024.
TEST_F(LimitedExplorer, SendsTheIdsOfAFullMempool) {
  const auto ids = numbered_ids(500'000);
  answer_all(text_response(200, fmt::format("[\"{}\"]", fmt::join(ids, "\", \""))));
  EXPECT_EQ(run(backend_->waiting_ids()), ids);
  answer_all(net::json_response(
      200, fmt::format(R"({{"result":["{}"],"error":null}})", fmt::join(ids, "\",\""))));
  EXPECT_EQ(run(connect("rpc", "")->waiting_ids()), ids);
}

}  // namespace
