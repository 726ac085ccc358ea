// Events on their way to real targets.
#include "app/services/webhook_sender.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <deque>
#include <mutex>
#include <optional>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/services/webhook_request.h"
#include "net/server/http_server.h"
#include "net/testing/test_peer.h"
#include "net/testing/tls_server.h"
#include "shop/customers/customer.h"
#include "shop/webhooks/event_views.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"
#include "support/temporary_directory.h"

namespace app {
namespace {

namespace asio = boost::asio;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr std::int64_t kOwner = 9;
constexpr std::string_view kSigningKey = "0123456789abcdef0123";
constexpr base::Timestamp kStart{std::chrono::sys_days(std::chrono::November / 24 / 2026)};

// A target whose answers the test sets, and a sender, on a thread of their own.
class WebhookSenderTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    server_ = loop_.run([this] {
      return std::move(*net::HttpServer::start(
          loop_.context().get_executor(), {},
          [this](const net::ServerRequest& request) { return answer(request); }, logger_));
    });
  }
  void TearDown() override {
    stop();
    loop_.run([this] {
      sender_.reset();
      server_.reset();
    });
    OnBothEngines::TearDown();
  }

  void start(const std::string& ca_file = "",
             std::chrono::milliseconds timeout = std::chrono::seconds(10)) {
    loop_.run([&] {
      sender_.emplace(
          loop_.context().get_executor(),
          Context{.database = database(), .clock = clock_, .random = random_, .logger = logger_},
          WebhookSender::Options{.http = {.ca_file = ca_file},
                                 .owner_ids = {kOwner},
                                 .period = std::chrono::milliseconds(20),
                                 .timeout = timeout});
    });
    ended_ = asio::co_spawn(loop_.context(), sender_->run(), asio::use_future);
  }
  void stop() {
    if (ended_.valid()) {
      loop_.run([this] { sender_->stop(); });
      ended_.get();
    }
  }

  std::string target(std::string_view path = "/in") {
    return fmt::format("http://127.0.0.1:{}{}", server_->port(), path);
  }
  shop::Webhook hook(const std::string& url, bool allow_private = true) {
    return transact([&](db::Tx& tx) {
             return shop::create_webhook(tx,
                                         {.url = url,
                                          .events = shop::choice_of(shop::all_webhook_events()),
                                          .allow_private = allow_private,
                                          .secret = std::string(kSigningKey)},
                                         owner(), clock_.now());
           })
        .value();
  }
  static shop::Permit<shop::Act::set_webhooks> owner() {
    return shop::permit<shop::Act::set_webhooks>(shop::Actor::owner(kOwner)).value();
  }
  void join(std::int64_t id) {
    transact([&](db::Tx& tx) {
      return shop::register_customer(tx, {.id = id, .first_name = "Ann"}, random_, clock_.now());
    });
  }
  void refund_in_the_books(std::int64_t order_id) {
    transact([&](db::Tx& tx) {
      shop::write_event(tx, shop::OrderRefunded{.order_id = order_id}, clock_.now());
      return 0;
    });
  }
  // Waits for the webhook's newest delivery to be of that kind.
  template <class Condition>
  shop::WebhookDelivery wait_for(const shop::Webhook& webhook, Condition condition) {
    std::optional<shop::WebhookDelivery> last;
    EXPECT_TRUE(support::eventually([&] {
      const auto rows = read([&](db::Tx& tx) {
        return shop::webhook_delivery_rows(
            tx, {.webhook_id = webhook.id, .status = std::nullopt},
            {.column = shop::WebhookDeliverySort::id, .is_descending = true}, {});
      });
      last = rows->items.empty() ? std::nullopt : std::optional(rows->items.front());
      return last && condition(*last);
    })) << (last ? last->last_error : "no delivery");
    return last.value_or(shop::WebhookDelivery{});
  }
  shop::WebhookDelivery wait_for_failure(const shop::Webhook& webhook, int attempts = 1) {
    return wait_for(webhook, [&](const auto& delivery) { return delivery.attempts >= attempts; });
  }
  shop::WebhookDelivery wait_until_delivered(const shop::Webhook& webhook) {
    return wait_for(webhook, [](const auto& delivery) {
      return delivery.status == shop::WebhookDeliveryStatus::delivered;
    });
  }
  std::int64_t alerts() {
    return read([](db::Tx& tx) {
      return tx.one<std::int64_t>("SELECT count(*) FROM outbox WHERE kind = 'alert'");
    });
  }

  std::vector<net::ServerRequest> received() {
    const std::lock_guard lock(mutex_);
    return received_;
  }
  std::ptrdiff_t requests_to(std::string_view path) {
    return std::ranges::count(received(), path, &net::ServerRequest::path);
  }
  // Of the requests from now on, one each; then 204. 0: never.
  void answer_with(std::deque<int> statuses, std::string retry_after = "") {
    const std::lock_guard lock(mutex_);
    statuses_ = std::move(statuses);
    retry_after_ = std::move(retry_after);
  }

  base::ManualClock clock_{kStart};
  base::SystemRandom random_;
  base::Logger logger_;
  net::test::Loop loop_;
  std::unique_ptr<net::HttpServer> server_;

 private:
  int take(const net::ServerRequest& request) {
    const std::lock_guard lock(mutex_);
    received_.push_back(request);
    if (request.path.starts_with("/hang")) {
      return 0;
    }
    if (statuses_.empty()) {
      return 204;
    }
    const int status = statuses_.front();
    statuses_.pop_front();
    return status;
  }
  asio::awaitable<net::ServerResponse> answer(const net::ServerRequest& request) {
    const int status = take(request);
    if (status == 0) {
      asio::steady_timer never(loop_.context(), asio::steady_timer::time_point::max());
      co_await never.async_wait(asio::use_awaitable);
    }
    auto response = net::ServerResponse{.status = status};
    response.headers.set("Location", "http://127.0.0.1/");
    if (status >= 400 && !retry_after_.empty()) {
      response.headers.set("Retry-After", retry_after_);
    }
    co_return response;
  }

  std::mutex mutex_;
  std::vector<net::ServerRequest> received_;
  std::deque<int> statuses_;
  std::string retry_after_;
  std::optional<WebhookSender> sender_;
  std::future<void> ended_;
};
INSTANTIATE_TEST_SUITE_P(, WebhookSenderTest, support::kBothEngines, support::engine_name);

TEST_P(WebhookSenderTest, SendsASignedEventBehindItsTransaction) {
  const auto webhook = hook(target("/in?token=1"));
  start();
  join(1001);
  const auto delivery = wait_until_delivered(webhook);
  EXPECT_EQ(delivery.last_status, 204);
  ASSERT_EQ(received().size(), 1U);
  const auto request = received().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/in");
  EXPECT_EQ(request.headers.find("Content-Type"), "application/json");
  EXPECT_EQ(request.headers.find("Kram-Event"), "customer.created");
  EXPECT_EQ(request.headers.find("Kram-Event-Id"), std::to_string(delivery.event_id));
  EXPECT_EQ(request.headers.find("Kram-Signature"),
            webhook_signature(kSigningKey, request.body, kStart));
  const auto body = boost::json::parse(request.body);
  EXPECT_EQ(body.at("type").as_string(), "customer.created");
  EXPECT_EQ(body.at("subject").as_string(), "customer:1001");
  EXPECT_EQ(body.at("data").at("id").as_int64(), 1001);
}

TEST_P(WebhookSenderTest, SendsWhatAProcessThatEndedHasCommitted) {
  const auto webhook = hook(target());
  join(1001);
  EXPECT_THAT(received(), IsEmpty());
  start();
  wait_until_delivered(webhook);
}

TEST_P(WebhookSenderTest, SendsAgainAfterAnErrorAndKeepsTheOrderOfTheSubject) {
  answer_with({500});
  const auto webhook = hook(target());
  start();
  refund_in_the_books(5);
  const auto failed = wait_for_failure(webhook);
  EXPECT_EQ(failed.status, shop::WebhookDeliveryStatus::waiting);
  EXPECT_EQ(failed.last_error, "The target answered 500.");
  EXPECT_GE(failed.next_attempt_at, kStart + std::chrono::seconds(8));
  EXPECT_LE(failed.next_attempt_at, kStart + std::chrono::seconds(12));
  refund_in_the_books(5);
  refund_in_the_books(6);
  EXPECT_TRUE(support::eventually([&] { return received().size() >= 2; }));
  EXPECT_THAT(received().at(1).body, HasSubstr("order:6")) << "others do not wait";
  clock_.advance(std::chrono::minutes(1));
  EXPECT_TRUE(support::eventually([&] { return received().size() >= 4; }));
  const auto requests = received();
  EXPECT_EQ(requests.at(2).headers.find("Kram-Event-Id"),
            requests.at(0).headers.find("Kram-Event-Id"));
  EXPECT_THAT(requests.at(3).body, HasSubstr("order:5"));
  EXPECT_EQ(requests.size(), 4U);
}

TEST_P(WebhookSenderTest, GivesUpAfterADayAndTellsTheOwnersOnce) {
  const auto webhook = hook("http://127.0.0.1:1/");
  start();
  refund_in_the_books(5);
  refund_in_the_books(6);
  wait_for(webhook, [](const auto& delivery) {
    return delivery.subject == "order:6" && delivery.attempts == 1;
  });
  EXPECT_EQ(alerts(), 0);
  clock_.advance(shop::kWebhookPatience);
  EXPECT_TRUE(support::eventually([&] {
    return read([](db::Tx& tx) {
             return tx.one<std::int64_t>(
                 "SELECT count(*) FROM webhook_deliveries WHERE status = 'given_up'");
           }) == 2;
  }));
  EXPECT_EQ(alerts(), 1);
}

TEST_P(WebhookSenderTest, SwitchesOffATargetThatIsGone) {
  answer_with({410});
  const auto webhook = hook(target());
  start();
  join(1001);
  const auto delivery = wait_for_failure(webhook);
  EXPECT_EQ(delivery.status, shop::WebhookDeliveryStatus::given_up);
  EXPECT_FALSE(read([&](db::Tx& tx) { return shop::find_webhook(tx, webhook.id); })->is_enabled);
  EXPECT_EQ(alerts(), 1);
}

TEST_P(WebhookSenderTest, FollowsNoRedirects) {
  answer_with({302});
  const auto webhook = hook(target());
  start();
  join(1001);
  EXPECT_EQ(wait_for_failure(webhook).last_error,
            "The target answered 302, and redirects are not followed.");
  EXPECT_EQ(received().size(), 1U);
}

TEST_P(WebhookSenderTest, ATargetThatHangsHoldsUpNoOther) {
  answer_with({0});
  const auto hanging = hook(target());
  start();
  refund_in_the_books(5);
  EXPECT_TRUE(support::eventually([&] { return received().size() == 1; }));
  const auto other = hook(target("/other"));
  refund_in_the_books(5);
  wait_until_delivered(other);
  EXPECT_EQ(read([&](db::Tx& tx) {
              return tx.one<std::int64_t>(
                  "SELECT sum(attempts) FROM webhook_deliveries WHERE webhook_id = $1", hanging.id);
            }),
            0);
}

TEST_P(WebhookSenderTest, ManyThatHangAtOneHostHoldUpNoOther) {
  constexpr std::size_t kHanging = 10;
  constexpr std::int64_t kEventsEach = 8;
  for (std::size_t i = 0; i < kHanging; ++i) {
    hook(target(fmt::format("/hang/{}", i)));
  }
  start();
  for (std::int64_t order = 1; order <= kEventsEach; ++order) {
    refund_in_the_books(order);
  }
  EXPECT_TRUE(support::eventually([&] { return received().size() == kHanging * kEventsEach; }));
  const auto other = hook(target());
  refund_in_the_books(99);
  wait_until_delivered(other);
}

TEST_P(WebhookSenderTest, ATargetThatAsksForAPauseGetsOne) {
  answer_with({429}, "1200");
  const auto webhook = hook(target());
  start();
  refund_in_the_books(5);
  const auto failed = wait_for_failure(webhook);
  EXPECT_EQ(failed.next_attempt_at, kStart + std::chrono::minutes(20));
  refund_in_the_books(6);
  clock_.advance(std::chrono::minutes(19));
  const auto other = hook(target("/other"));
  refund_in_the_books(7);
  wait_until_delivered(other);
  EXPECT_EQ(requests_to("/in"), 1) << "other events wait, too";
  clock_.advance(std::chrono::minutes(1));
  EXPECT_TRUE(support::eventually([&] { return requests_to("/in") == 4; }));
}

TEST_P(WebhookSenderTest, APauseIsAtMostAnHourAndNeverShorterThanTheUsualOne) {
  answer_with({503, 429}, "86400");
  const auto webhook = hook(target());
  start();
  refund_in_the_books(5);
  EXPECT_EQ(wait_for_failure(webhook).next_attempt_at, kStart + std::chrono::hours(1));
  answer_with({429}, "1");
  clock_.advance(std::chrono::hours(1));
  EXPECT_GE(wait_for_failure(webhook, 2).next_attempt_at,
            kStart + std::chrono::hours(1) + std::chrono::seconds(20));
  answer_with({500}, "3000");
  clock_.advance(std::chrono::minutes(1));
  EXPECT_LE(wait_for_failure(webhook, 3).next_attempt_at,
            kStart + std::chrono::hours(1) + std::chrono::minutes(5))
      << "only 429 and 503 say when";
}

TEST_P(WebhookSenderTest, ATargetThatHangsIsTriedAgain) {
  answer_with({0});
  const auto webhook = hook(target());
  start("", std::chrono::milliseconds(100));
  join(1001);
  EXPECT_EQ(wait_for_failure(webhook).last_error, "127.0.0.1 did not answer in time.");
  clock_.advance(std::chrono::minutes(1));
  wait_until_delivered(webhook);
}

TEST_P(WebhookSenderTest, RefusesPrivateAddressesUnlessTheOwnerAllowsThem) {
  const auto url = fmt::format("http://localhost:{}/", server_->port());
  const auto webhook = hook(url, /*allow_private=*/false);
  start();
  join(1001);
  EXPECT_THAT(wait_for_failure(webhook).last_error, HasSubstr("which is no public address."));
  EXPECT_THAT(received(), IsEmpty());
  transact([&](db::Tx& tx) {
    return shop::change_webhook(tx, webhook.id, {.allow_private = true}, owner(), clock_.now());
  }).value();
  clock_.advance(std::chrono::minutes(1));
  wait_until_delivered(webhook);
}

TEST_P(WebhookSenderTest, RefusesAnExpiredCertificate) {
  const support::TemporaryDirectory directory;
  const auto pem = (directory.path() / "ca.pem").native();
  const net::test::TlsServer expired(-std::chrono::hours(1), pem);
  const auto webhook = hook(fmt::format("https://127.0.0.1:{}/", expired.port()));
  start(pem);
  join(1001);
  EXPECT_THAT(wait_for_failure(webhook).last_error, HasSubstr("certificate has expired"));
}

TEST_P(WebhookSenderTest, SendsOnceMoreWhenItIsAskedTo) {
  const auto webhook = hook(target());
  start();
  join(1001);
  const auto first = wait_until_delivered(webhook);
  transact([&](db::Tx& tx) {
    return shop::resend_webhook(tx, webhook.id, first.id, owner(), clock_.now());
  }).value();
  EXPECT_TRUE(support::eventually([&] { return received().size() == 2; }));
  EXPECT_EQ(received().at(0).body, received().at(1).body);
  transact([&](db::Tx& tx) {
    return shop::ping_webhook(tx, webhook.id, owner(), clock_.now());
  }).value();
  EXPECT_TRUE(support::eventually([&] { return received().size() == 3; }));
  EXPECT_EQ(received().at(2).headers.find("Kram-Event"), "ping");
}

}  // namespace
}  // namespace app
