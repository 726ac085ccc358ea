#include "chain/backends/failover_backend.h"

#include <map>

#include <gmock/gmock.h>

#include "chain/backends/backend_url.h"
#include "chain/testing/scripted_server.h"
#include "net/core/http_message.h"

namespace {

using base::ErrorKind;
using chain::testing::Loop;
using chain::testing::ScriptedServer;
using net::ServerRequest;
using net::text_response;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

std::string hash(int branch, int height) {
  auto text = std::to_string(branch) + "0" + std::to_string(height);
  return std::string(64 - text.size(), '0') + text;
}

// An explorer of a chain whose blocks above `fork` are those of `branch`.
struct Explorer {
  explicit Explorer(Loop& loop)
      : server(loop, [this](const auto& request) { return answer(request); }) {}

  std::string hash_at(int height) const { return hash(height > fork ? branch : 0, height); }

  net::ServerResponse answer(const ServerRequest& request) const {
    if (is_down) {
      return text_response(503, "down");
    }
    if (request.path == "/blocks/tip/hash") {
      return text_response(200, hash_at(tip));
    }
    if (request.path == "/block/" + hash_at(tip)) {
      return text_response(
          200, R"({"id":")" + hash_at(tip) + R"(","height":)" + std::to_string(tip) + "}");
    }
    constexpr std::string_view kByHeight = "/block-height/";
    if (request.path.starts_with(kByHeight)) {
      const int height = std::stoi(request.path.substr(kByHeight.size()));
      return height <= tip ? text_response(200, hash_at(height)) : text_response(404, "");
    }
    return text_response(404, "");
  }

  int tip = 100;
  int fork = 1'000;
  int branch = 0;
  bool is_down = false;
  ScriptedServer server;
};

class FailoverBackend : public testing::Test {
 protected:
  void connect(const chain::FailoverBackend::Options& options = {}) {
    std::vector<std::unique_ptr<chain::Backend>> backends;
    for (const auto* explorer : {&first_, &second_}) {
      const auto url = chain::parse_backend_url("esplora+" + explorer->server.url());
      backends.push_back(chain::make_backend(url.value(), {}, http_));
    }
    backend_.emplace(std::move(backends), clock_, logger_, options);
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return loop_.run(std::move(work));
  }
  std::string name_of(const Explorer& explorer) {
    return "esplora " + explorer.server.url().substr(std::string("http://").size());
  }

  Loop loop_;
  Explorer first_{loop_};
  Explorer second_{loop_};
  net::HttpClient http_{loop_.context().get_executor()};
  base::ManualClock clock_{base::Timestamp(std::chrono::hours(500'000))};
  base::Logger logger_;
  std::optional<chain::FailoverBackend> backend_;
};

TEST_F(FailoverBackend, AsksTheFirstWhileItWorks) {
  connect();
  EXPECT_EQ(run(backend_->block_hash(7)), hash(0, 7));
  EXPECT_EQ(backend_->name(), name_of(first_));
  EXPECT_TRUE(second_.server.seen().empty());
}

TEST_F(FailoverBackend, TakesTheNextWhenOneFailsAndReturnsAfterAPause) {
  connect();
  first_.is_down = true;
  EXPECT_EQ(run(backend_->block_hash(7)), hash(0, 7));
  EXPECT_EQ(backend_->name(), name_of(second_));
  auto health = backend_->health();
  EXPECT_FALSE(health[0].is_healthy);
  EXPECT_THAT(health[0].trouble, HasSubstr("503"));
  EXPECT_EQ(health[0].failures, 1U);
  EXPECT_TRUE(health[1].is_healthy);
  EXPECT_EQ(health[1].failures, 0U);

  first_.is_down = false;
  EXPECT_TRUE(run(backend_->block_hash(7)));
  EXPECT_EQ(first_.server.seen().size(), 1U) << "its pause is not over";
  clock_.advance(seconds(61));
  EXPECT_TRUE(run(backend_->block_hash(7)));
  EXPECT_EQ(backend_->name(), name_of(first_));
  EXPECT_TRUE(backend_->health()[0].is_healthy);
}

TEST_F(FailoverBackend, FailsWhenAllDoAndTriesAllAgainAtOnce) {
  connect();
  first_.is_down = second_.is_down = true;
  EXPECT_EQ(run(backend_->state()).error().kind, ErrorKind::unavailable);
  second_.is_down = false;
  EXPECT_EQ(run(backend_->state())->tip.height, 100);
}

TEST_F(FailoverBackend, AsksAnotherForABlockThatOneLacks) {
  connect();
  second_.tip = 102;
  EXPECT_EQ(run(backend_->block_hash(102)), hash(0, 102));
  EXPECT_TRUE(backend_->health()[0].is_healthy);
  EXPECT_EQ(run(backend_->block_hash(103)).error().kind, ErrorKind::not_found);
}

TEST_F(FailoverBackend, DoesNotListenToAnotherChain) {
  first_.fork = -1;
  first_.branch = 5;
  connect({.genesis = {hash(0, 0)}});
  EXPECT_EQ(run(backend_->block_hash(9)), hash(0, 9));
  EXPECT_THAT(backend_->health()[0].trouble, HasSubstr("another chain"));
  EXPECT_EQ(run(backend_->state())->tip.hash, hash(0, 100));
}

TEST_F(FailoverBackend, TellsOnceWhenTwoHaveBeenOnDifferentChainsForLong) {
  connect();
  EXPECT_EQ(run(backend_->find_split()), std::nullopt);
  second_.fork = 98;
  second_.branch = 3;
  clock_.advance(minutes(6));
  EXPECT_EQ(run(backend_->find_split()), std::nullopt) << "it may pass";
  clock_.advance(minutes(25));
  EXPECT_EQ(run(backend_->find_split()), std::nullopt);
  clock_.advance(minutes(6));
  const auto split = run(backend_->find_split());
  ASSERT_TRUE(split);
  EXPECT_THAT(*split, HasSubstr(name_of(second_)));
  clock_.advance(minutes(6));
  EXPECT_EQ(run(backend_->find_split()), std::nullopt);
}

TEST_F(FailoverBackend, SeesNoSplitWhenOneIsAFewBlocksBehindOrDown) {
  connect();
  second_.tip = 98;
  for (int i = 0; i < 20; ++i) {
    clock_.advance(minutes(6));
    EXPECT_EQ(run(backend_->find_split()), std::nullopt);
  }
  second_.is_down = true;
  for (int i = 0; i < 20; ++i) {
    clock_.advance(minutes(6));
    EXPECT_EQ(run(backend_->find_split()), std::nullopt);
  }
  second_.is_down = false;
  second_.tip = 50;
  bool is_told = false;
  for (int i = 0; i < 20; ++i) {
    clock_.advance(minutes(6));
    is_told = is_told || run(backend_->find_split());
  }
  EXPECT_TRUE(is_told) << "it stands still";
}

}  // namespace
