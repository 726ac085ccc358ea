// What a program of the owner's hears of a sale.
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "e2e/end_to_end.h"
#include "net/server/http_server.h"
#include "net/testing/test_peer.h"
#include "shop/webhooks/webhook.h"
#include "support/eventually.h"

namespace e2e {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class Webhooks : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    target_ = loop_.run([this] {
      return std::move(*net::HttpServer::start(
          loop_.context().get_executor(), {},
          [this](const net::ServerRequest& request) -> boost::asio::awaitable<net::ServerResponse> {
            take(request);
            co_return net::ServerResponse{.status = 204};
          },
          logger));
    });
  }
  void TearDown() override {
    EndToEnd::TearDown();
    loop_.run([this] { target_.reset(); });
  }

  void hook(std::vector<shop::WebhookEvent> events) {
    transact([&](db::Tx& tx) {
      return shop::create_webhook(
          tx,
          {.url = fmt::format("http://127.0.0.1:{}/in", target_->port()),
           .events = shop::choice_of(std::move(events)),
           .allow_private = true,
           .secret = std::string(kSecret) + "-SIGNS"},
          shop::permit<shop::Act::set_webhooks>(shop::Actor::owner(kOwner)).value(), clock.now());
    }).value();
  }
  std::vector<net::ServerRequest> received() {
    const std::lock_guard lock(mutex_);
    return received_;
  }

 private:
  void take(const net::ServerRequest& request) {
    const std::lock_guard lock(mutex_);
    received_.push_back(request);
  }

  std::mutex mutex_;
  std::vector<net::ServerRequest> received_;
  net::test::Loop loop_;
  std::unique_ptr<net::HttpServer> target_;
};
INSTANTIATE_TEST_SUITE_P(, Webhooks, support::kBothEngines, support::engine_name);

TEST_P(Webhooks, TellAProgramOfASaleAndOfTheStockThatItEnds) {
  hook({shop::WebhookEvent::order_created, shop::WebhookEvent::stock_out});
  stock(voucher());
  open();
  auto anna = customer("Anna", 150);
  anna.buys_voucher();
  EXPECT_TRUE(support::eventually([&] { return received().size() == 2; }));
  std::vector<std::string> events;
  for (const auto& request : received()) {
    events.emplace_back(request.headers.find("Kram-Event").value_or(""));
    EXPECT_THAT(request.body, HasSubstr(voucher().name));
    EXPECT_THAT(request.body, Not(HasSubstr(std::string(kSecret))));
  }
  EXPECT_THAT(events, UnorderedElementsAre("order.created", "stock.out"));
}

}  // namespace
}  // namespace e2e
