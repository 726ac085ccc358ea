#include "chain/backends/backend.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/blocks/block.h"
#include "chain/testing/connected_backend.h"
#include "chain/testing/model_chain.h"

namespace {

using base::ErrorKind;
using chain::Bytes;
using chain::testing::ConnectedBackend;
using chain::testing::recorded;
using net::ServerRequest;
using net::ServerResponse;
using net::text_response;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kTip = "b66315c68b85c41e46c558e2637d2afffc03862bf8b92b530ce666f522cf80f6";
const std::string kTxid = "4556c34419672789f213e9ac1cccd8a4c2fbdccac528c985542d29ae8d45d3af";
const std::string kOtherTxid(64, 'a');

class RpcBackend : public ConnectedBackend {
 protected:
  void SetUp() override { backend_ = connect("rpc", "u:p@"); }

  // Results by method: a text that begins with "error:" is an error, a missing method is unknown.
  void answer(std::map<std::string, std::string> results) {
    server_.set([results = std::move(results)](const ServerRequest& request) {
      const auto json = boost::json::parse(request.body);
      const auto found = results.find(std::string(json.at("method").as_string()));
      const std::string result = found == results.end()
                                     ? R"(error:{"code":-32601,"message":"Method not found"})"
                                     : found->second;
      if (result.starts_with("error:")) {
        return net::json_response(500, R"({"result":null,"error":)" + result.substr(6) + "}");
      }
      return net::json_response(200, R"({"result":)" + result + R"(,"error":null,"id":0})");
    });
  }

  std::unique_ptr<chain::Backend> backend_;
};

TEST_F(RpcBackend, AsksANodeForItsState) {
  answer({{"getblockchaininfo",
           R"({"chain":"main","blocks":800000,"bestblockhash":")" + kTip +
               R"(","difficulty":4.65e-10,"initialblockdownload":true,"pruned":true,)"
               R"("headers":800400,"pruneheight":799000})"}});
  const auto state = run(backend_->state());
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->tip, (shop::BlockId{800'000, kTip}));
  EXPECT_EQ(state->first_height, 799'000);
  EXPECT_TRUE(state->is_syncing);
  EXPECT_EQ(state->header_height, 800'400);
  const auto& request = server_.seen().at(0);
  EXPECT_EQ(request.headers.find("Authorization"), "Basic dTpw");
  EXPECT_EQ(request.headers.find("x-api-key"), "the-key");
}

TEST_F(RpcBackend, TakesABlockAsHexadecimalDigits) {
  answer({{"getblock", '"' + chain::to_hex(recorded("mweb_block.hex")) + '"'}});
  EXPECT_EQ(run(backend_->raw_block(kTip)), recorded("mweb_block.hex"));
  const auto request = boost::json::parse(server_.seen().at(0).body);
  EXPECT_EQ(request.at("params"), boost::json::value({kTip, false}));
}

Bytes recorded_header() {
  auto block = recorded("mweb_block.hex");
  block.resize(chain::kHeaderBytes);
  return block;
}

TEST_F(RpcBackend, TakesAHeaderAsHexadecimalDigits) {
  answer({{"getblockheader", '"' + chain::to_hex(recorded_header()) + '"'}});
  EXPECT_EQ(run(backend_->raw_header(kTip)), recorded_header());
  const auto request = boost::json::parse(server_.seen().at(0).body);
  EXPECT_EQ(request.at("params"), boost::json::value({kTip, false}));
}

TEST_F(RpcBackend, SaysWhichMethodsItRefuses) {
  answer({});
  EXPECT_EQ(run(backend_->raw_header(kTip)).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(run(backend_->waiting_ids()).error().kind, ErrorKind::forbidden);
}

ServerResponse answer_to_batch(std::size_t size) {
  std::string answers;
  for (std::size_t id = 0; id < size; ++id) {
    answers +=
        (id == 0 ? "" : ",") + (R"({"result":"00","error":null,"id":)" + std::to_string(id) + "}");
  }
  return net::json_response(200, "[" + answers + "]");
}

TEST_F(RpcBackend, KeepsTheTransactionsOfTheBatchesBeforeOneThatFails) {
  server_.set([&](const ServerRequest&) {
    return server_.seen().size() == 1 ? answer_to_batch(200) : text_response(503, "");
  });
  const auto got = run(backend_->waiting_transactions(std::vector<std::string>(450, kTxid), {}));
  EXPECT_EQ(got.transactions.size(), 200U);
  EXPECT_EQ(got.error.value().kind, ErrorKind::unavailable);
}

TEST_F(RpcBackend, SaysWhenItHasNoSuchBlock) {
  answer({{"getblock", R"(error:{"code":-5,"message":"Block not found"})"},
          {"getblockhash", R"(error:{"code":-8,"message":"Block height out of range"})"}});
  EXPECT_EQ(run(backend_->raw_block(kTip)).error().kind, ErrorKind::not_found);
  EXPECT_EQ(run(backend_->block_hash(9)).error().kind, ErrorKind::not_found);
  answer({{"getblock", R"x(error:{"code":-1,"message":"Block not available (pruned data)"})x"}});
  const auto pruned = run(backend_->raw_block(kTip));
  EXPECT_EQ(pruned.error().kind, ErrorKind::not_found);
  EXPECT_THAT(pruned.error().message, HasSubstr("pruned data"));
}

TEST_F(RpcBackend, TakesManyTransactionsInOneRequestAndLeavesOutThoseThatAreGone) {
  const auto raw = recorded("segwit_transaction.hex");
  server_.set([&](const ServerRequest& request) {
    const auto batch = boost::json::parse(request.body).as_array();
    EXPECT_EQ(batch.size(), 2U);
    // In another order, as a node may.
    return net::json_response(
        200, R"([{"id":1,"result":null,"error":{"code":-5,"message":"No such transaction"}},)"
             R"({"id":0,"error":null,"result":")" +
                 chain::to_hex(raw) + "\"}]");
  });
  const auto got = run(backend_->waiting_transactions({kTxid, kOtherTxid}, {}));
  EXPECT_EQ(got.error, std::nullopt);
  ASSERT_EQ(got.transactions.size(), 1U);
  EXPECT_EQ(got.transactions.at(0).txid, kTxid);
  EXPECT_EQ(got.transactions.at(0).raw, raw);
}

TEST_F(RpcBackend, AsksInBatchesOfABoundedSize) {
  server_.set([](const ServerRequest& request) {
    return answer_to_batch(boost::json::parse(request.body).as_array().size());
  });
  const auto got = run(backend_->waiting_transactions(std::vector<std::string>(450, kTxid), {}));
  EXPECT_EQ(got.error, std::nullopt);
  EXPECT_EQ(server_.seen().size(), 3U);
}

TEST_F(RpcBackend, KeepsNoMoreTransactionsThanItMay) {
  server_.set([](const ServerRequest& request) {
    return answer_to_batch(boost::json::parse(request.body).as_array().size());
  });
  const std::vector<std::string> ids(1'000, kTxid);
  EXPECT_EQ(run(backend_->waiting_transactions(ids, {.bytes = 300})).transactions.size(), 300U);
  EXPECT_EQ(server_.seen().size(), 2U);
  const auto refused = run(backend_->waiting_transactions(
      ids, {.check = [](const auto&) { return base::invalid("no"); }}));
  EXPECT_EQ(refused.error.value().message, "no");
  EXPECT_EQ(server_.seen().size(), 3U) << "it stops at the first";
}

TEST_F(RpcBackend, ParsesNoMoreValuesThanItsAnswersHave) {
  answer_all(net::json_response(200, "[" + std::string(200'000, '[') + "]"));
  EXPECT_EQ(run(backend_->waiting_ids()).error().kind, ErrorKind::invalid);
  answer({{"getrawmempool", fmt::format("[{}]", fmt::join(std::vector<int>(100'000), ","))}});
  EXPECT_EQ(run(backend_->waiting_ids()).error().kind, ErrorKind::invalid);
  answer_all(
      net::json_response(200, fmt::format("[{}]", fmt::join(std::vector<int>(1'000'000), ","))));
  EXPECT_TRUE(run(backend_->waiting_transactions({kTxid, kOtherTxid}, {})).error);
}

TEST_F(RpcBackend, WaitsForATipWhereTheNodeKnowsHow) {
  answer({{"waitforblockheight", R"({"hash":"x","height":5})"}});
  EXPECT_EQ(run(backend_->wait_for_tip({4, kTip}, std::chrono::seconds(7))), true);
  const auto request = boost::json::parse(server_.seen().at(0).body);
  EXPECT_EQ(request.at("params"), boost::json::value({5, 7000}));
  answer({});
  EXPECT_EQ(run(backend_->wait_for_tip({4, kTip}, std::chrono::seconds(7))), false);
  EXPECT_EQ(run(backend_->wait_for_tip({4, kTip}, std::chrono::seconds(7))), false);
  EXPECT_EQ(server_.seen().size(), 2U) << "it remembers what the node does not know";
}

TEST_F(RpcBackend, SaysThatThePasswordIsRefused) {
  answer_all(text_response(401, "<html>no</html>"));
  const auto refused = run(backend_->state());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_THAT(refused.error().message, HasSubstr("password"));
  EXPECT_THAT(refused.error().message, HasSubstr("check BTC_BACKEND and BLOCKCHAIN_API_KEY"));
  EXPECT_THAT(refused.error().message, Not(HasSubstr("the-key")));
}

TEST_F(RpcBackend, SaysThatSomethingElseAnswers) {
  for (const auto* body : {"<html><body>Welcome to nginx</body></html>", "", "[1", "7", "{}",
                           R"({"result":7,"error":null})", R"({"result":{"blocks":-3}})",
                           R"({"result":{"blocks":5,"bestblockhash":"<html>"},"error":null})"}) {
    answer_all(text_response(200, body));
    const auto refused = run(backend_->state());
    ASSERT_FALSE(refused) << body;
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid) << body;
    EXPECT_THAT(refused.error().message, HasSubstr("The backend rpc 127.0.0.1"));
  }
}

TEST_F(RpcBackend, SaysWhenTheNodeIsStartingOrBroken) {
  answer({{"getblockchaininfo", R"(error:{"code":-28,"message":"Loading block index..."})"}});
  EXPECT_EQ(run(backend_->state()).error().kind, ErrorKind::unavailable);
  EXPECT_THAT(run(backend_->state()).error().message, HasSubstr("Loading block index"));
  answer_all(text_response(502, "<html>Bad gateway</html>"));
  EXPECT_EQ(run(backend_->state()).error().kind, ErrorKind::unavailable);
  answer_all({.is_cut = true});
  EXPECT_EQ(run(backend_->state()).error().kind, ErrorKind::unavailable);
}

TEST_F(RpcBackend, GivesUpOnSilence) {
  timeout_ = std::chrono::milliseconds(50);
  backend_ = connect("rpc", "u:p@");
  server_.set([](const ServerRequest&) { return std::nullopt; });
  const auto silent = run(backend_->state());
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(run(backend_->raw_block(kTip)).error().kind, ErrorKind::unavailable);
}

class EsploraBackend : public ConnectedBackend {
 protected:
  void SetUp() override { backend_ = connect("esplora", ""); }

  void answer(std::map<std::string, std::string> pages) {
    server_.set([pages = std::move(pages)](const ServerRequest& request) {
      const auto page = pages.find(request.path);
      return page == pages.end() ? text_response(404, "Not found")
                                 : text_response(200, page->second);
    });
  }

  std::unique_ptr<chain::Backend> backend_;
};

std::string as_text(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

TEST_F(EsploraBackend, AsksForTheStateOfOneBlock) {
  answer({{"/blocks/tip/hash", kTip},
          {"/block/" + kTip, R"({"id":")" + kTip + R"(","height":441,"difficulty":1.5})"}});
  const auto state = run(backend_->state());
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->tip, (shop::BlockId{441, kTip}));
  EXPECT_FALSE(state->is_syncing);
  EXPECT_EQ(state->header_height, 441);
  EXPECT_EQ(server_.seen().at(0).headers.find("x-api-key"), "the-key");
}

TEST_F(EsploraBackend, TakesBlocksAndTransactionsAsBytes) {
  answer({{"/block/" + kTip + "/raw", as_text(recorded("mweb_block.hex"))},
          {"/block/" + kTip + "/header", chain::to_hex(recorded_header()) + "\n"},
          {"/block-height/441", kTip + "\n"},
          {"/mempool/txids", "[\"" + kTxid + "\",\"" + kOtherTxid + "\"]"},
          {"/tx/" + kTxid + "/raw", as_text(recorded("segwit_transaction.hex"))}});
  EXPECT_EQ(run(backend_->raw_block(kTip)), recorded("mweb_block.hex"));
  EXPECT_EQ(run(backend_->raw_header(kTip)), recorded_header());
  EXPECT_EQ(run(backend_->block_hash(441)), kTip);
  EXPECT_EQ(run(backend_->block_hash(442)).error().kind, ErrorKind::not_found);
  EXPECT_THAT(run(backend_->waiting_ids()).value(), ElementsAre(kTxid, kOtherTxid));
  const auto got = run(backend_->waiting_transactions({kTxid, kOtherTxid}, {}));
  EXPECT_EQ(got.error, std::nullopt);
  ASSERT_EQ(got.transactions.size(), 1U);
  EXPECT_EQ(got.transactions.at(0).raw, recorded("segwit_transaction.hex"));
  EXPECT_EQ(run(backend_->wait_for_tip({441, kTip}, std::chrono::seconds(1))), false);
}

TEST_F(EsploraBackend, TakesManyTransactionsSideBySide) {
  server_.set([](const ServerRequest& request) { return text_response(200, request.path); });
  std::vector<std::string> ids;
  for (int i = 0; i < 50; ++i) {
    ids.push_back(std::to_string(i));
  }
  const auto got = run(backend_->waiting_transactions(ids, {}));
  ASSERT_EQ(got.transactions.size(), ids.size());
  std::vector<std::string> came;
  for (const auto& one : got.transactions) {
    came.push_back(one.txid);
    EXPECT_EQ(as_text(one.raw), "/tx/" + one.txid + "/raw");
  }
  EXPECT_THAT(came, testing::UnorderedElementsAreArray(ids));
}

TEST_F(EsploraBackend, SaysWhatIsWrong) {
  answer_all(text_response(403, "forbidden"));
  EXPECT_EQ(run(backend_->state()).error().kind, ErrorKind::forbidden);
  EXPECT_THAT(run(backend_->raw_block(kTip)).error().message,
              HasSubstr("does not allow /block/…/raw (HTTP 403)"));
  answer_all(text_response(401, "who are you?"));
  EXPECT_THAT(run(backend_->state()).error().message, HasSubstr("BLOCKCHAIN_API_KEY"));
  answer_all(text_response(200, "<html></html>"));
  EXPECT_EQ(run(backend_->state()).error().kind, ErrorKind::invalid);
  EXPECT_EQ(run(backend_->block_hash(1)).error().kind, ErrorKind::invalid);
  EXPECT_EQ(run(backend_->waiting_ids()).error().kind, ErrorKind::invalid);
  EXPECT_EQ(run(backend_->raw_header(kTip)).error().kind, ErrorKind::invalid);
}

// Nothing that is small takes the memory of a block.
TEST_F(EsploraBackend, BoundsEachKindOfAnswer) {
  answer_all(text_response(200, kTip + std::string(100'000, ' ')));
  for (const auto& error : {run(backend_->block_hash(1)).error(), run(backend_->state()).error(),
                            base::Error(run(backend_->raw_header(kTip)).error())}) {
    EXPECT_THAT(error.message, HasSubstr("larger than 64000 bytes"));
  }
  answer_all(text_response(200, std::string(4'100'000, 'x')));
  EXPECT_TRUE(run(backend_->raw_block(kTip)));
  const auto got = run(backend_->waiting_transactions({kTxid}, {}));
  EXPECT_THAT(got.error.value().message, HasSubstr("larger than 4000000 bytes"));
  answer_all(text_response(200, std::string(17'000'000, 'x')));
  EXPECT_THAT(run(backend_->raw_block(kTip)).error().message, HasSubstr("larger than 16000000"));
}

// Parsed, each of these values would take a dozen times its bytes.
TEST_F(EsploraBackend, ParsesNoListsOfWhatCannotBeIds) {
  for (const std::string value : {"0", "[]", "{}", "\"\"", "[[[]]]"}) {
    answer_all(text_response(
        200, fmt::format("[{}]", fmt::join(std::vector<std::string>(100'000, value), ","))));
    EXPECT_EQ(run(backend_->waiting_ids()).error().kind, ErrorKind::invalid) << value;
  }
}

TEST_F(EsploraBackend, AsksForNoMoreTransactionsThanItMayKeep) {
  answer_all(text_response(200, std::string(1'000, 'x')));
  const std::vector<std::string> ids(100, kTxid);
  const auto got = run(backend_->waiting_transactions(ids, {.bytes = 20'000}));
  EXPECT_EQ(got.error, std::nullopt);
  EXPECT_GE(got.transactions.size(), 20U);
  EXPECT_LE(got.transactions.size(), 28U);
}

TEST_F(EsploraBackend, EndsAtTheFirstTransactionThatFailsTheCheck) {
  answer_all(text_response(200, "x"));
  const std::vector<std::string> ids(100, kTxid);
  const auto got = run(backend_->waiting_transactions(
      ids, {.check = [](const auto&) { return base::invalid("no"); }}));
  EXPECT_EQ(got.error.value().message, "no");
  EXPECT_LE(requests(), 8U);
}

TEST_F(EsploraBackend, BoundsWhatItReads) {
  net::HttpClient small(loop_.context().get_executor(), {.response_limit_bytes = 1'000});
  const auto url = chain::parse_backend_url("esplora+" + server_.url());
  const auto backend = chain::make_backend(url.value(), {}, small);
  answer_all(text_response(200, std::string(2'000, 'x')));
  const auto refused = run(backend->raw_block(kTip));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(refused.error().message, HasSubstr("larger than 1000 bytes"));
}

}  // namespace
