// Updates that come twice, late or out of order, by long polling and by webhook, and restarts of
// the shop between them.
#include <boost/json/object.hpp>
#include <chrono>
#include <future>
#include <string>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/deposits/alert.h"
#include "support/eventually.h"
#include "support/free_port.h"

namespace e2e {
namespace {

class Updates : public EndToEnd {
 protected:
  // Returns a press as Telegram would send it, with this update id.
  static boost::json::object press_update(std::int64_t update_id, const Person& person,
                                          std::string_view data) {
    return {{"update_id", update_id},
            {"callback_query",
             {{"id", std::to_string(update_id)},
              {"from", {{"id", person.id()}, {"is_bot", false}, {"first_name", "Anna"}}},
              {"chat_instance", "1"},
              {"data", data}}}};
  }

  RunningShop& open_with_webhook() {
    const auto address = "127.0.0.1:" + std::to_string(support::free_port());
    webhook_url = "http://" + address + "/hook";
    return open(
        {{"WEB_LISTEN", address}, {"WEBHOOK_URL", webhook_url}, {"WEBHOOK_SECRET", "s3cret"}});
  }

  net::HttpResponse post_to_webhook(const std::string& secret, const std::string& body) const {
    return exchange({.method = "POST",
                     .url = webhook_url,
                     .headers = {{"Content-Type", "application/json"},
                                 {"X-Telegram-Bot-Api-Secret-Token", secret}},
                     .body = body});
  }

  std::string webhook_url;
};
INSTANTIATE_TEST_SUITE_P(, Updates, support::kBothEngines, support::engine_name);

TEST_P(Updates, ThatComeTwiceDoTheirWorkOnce) {
  stock(voucher(), 5);
  open();
  auto anna = customer("Anna", 500);
  anna.walks_to_voucher();
  telegram.repeat_updates(3);
  anna.presses("Buy");
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE is_reserved"), 0);
  EXPECT_EQ(anna.chat().count("SECRET-4711"), 1U);
  EXPECT_EQ(balance(anna), "400.00");
}

TEST_P(Updates, ThatComeInReverseDoTheirWorkInThatOrder) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  const auto reservation = anna.sees("Reserved for you.");
  telegram.repeat_updates(2);
  telegram.hold_updates();
  const auto confirm = anna.starts_press_in(reservation, "Confirm Purchase");
  const auto cancel = anna.starts_press_in(reservation, "Cancel");
  telegram.release_updates(sandbox::Order::reversed);
  anna.chat().answer_to(cancel);
  anna.chat().answer_to(confirm);
  anna.sees("Your reservation has ended, and nothing was charged.");
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 0);
  EXPECT_EQ(balance(anna), "100.00");
}

TEST_P(Updates, ThatComeAgainAfterARestartChangeNothing) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("SECRET-4711");
  const auto again = press_update(900'000'001, anna, "again.1");
  EXPECT_TRUE(outbox_is_sent());
  clock.advance(std::chrono::seconds(1));
  telegram.push_update(again);
  EXPECT_TRUE(support::eventually([&] { return anna.chat().count("SECRET-4711") == 2; }));
  close();
  open();
  telegram.push_update(again);
  anna.says("/wallet");
  anna.sees("Balance: 0 PLN");
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM seen_updates WHERE update_id = 900000001"), 1);
}

TEST_P(Updates, WaitWhileTheShopIsDown) {
  stock(voucher());
  auto anna = customer("Anna", 100);
  anna.says("/shop");
  anna.says("/wallet");
  open();
  anna.sees("Balance: 100 PLN");
  EXPECT_EQ(anna.chat().count("Pick a product:"), 1U);
}

TEST_P(Updates, FindTheDialogWhereItWasBeforeARestart) {
  stock(voucher(), 2);
  open();
  auto owner = this->owner();
  owner.opens_discount_of_voucher();
  owner.sees("Price now: 100 PLN");
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  const auto reservation = anna.sees("Reserved for you.");
  close();

  owner.says("20");
  open();
  owner.sees("2 units updated");
  anna.presses_in(reservation, "Confirm Purchase");
  anna.sees("The price has changed");
  close();
  open();
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_EQ(balance(anna), "20.00");
}

TEST_P(Updates, LetAShopStopAtOnceAfterASale) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("SECRET-4711");
  const auto start = std::chrono::steady_clock::now();
  close();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4));
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox WHERE status = 'sent'"), 1);
}

TEST_P(Updates, ComeByWebhookToo) {
  stock(voucher());
  open_with_webhook();
  auto anna = customer("Anna", 100);
  telegram.repeat_updates(2);
  anna.buys_voucher();
  anna.sees("SECRET-4711");
  EXPECT_EQ(balance(anna), "0.00");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
  EXPECT_EQ(anna.chat().count("SECRET-4711"), 1U);
  EXPECT_EQ(telegram.call_count("getUpdates"), 0U);
}

// Every call of the Bot API is refused, so only the response to the webhook can answer.
TEST_P(Updates, ByWebhookAreAnsweredWithTheResponse) {
  stock(voucher());
  telegram.inject({.method = "answerCallbackQuery", .times = 1'000});
  open_with_webhook();
  auto anna = customer("Anna", 100);
  anna.buys_voucher();
  anna.sees("SECRET-4711");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
}

TEST_P(Updates, ByWebhookEndWithAdviceWhenTheTokenStaysRevoked) {
  auto& shop = open_with_webhook();
  auto anna = customer("Anna", 100);
  anna.says("/wallet");
  anna.sees("Balance: 100 PLN");
  telegram.inject({.kind = sandbox::FaultKind::unauthorized, .method = "sendMessage"});
  anna.says("/wallet");
  EXPECT_TRUE(support::eventually([&] { return log().contains("Unauthorized"); }));
  anna.says("/wallet");
  anna.sees("Balance: 100 PLN");
  telegram.inject({.kind = sandbox::FaultKind::unauthorized, .times = 1'000});
  auto end = std::async(std::launch::async, [&] { return shop.wait(); });
  while (end.wait_for(std::chrono::milliseconds(10)) != std::future_status::ready) {
    clock.advance(std::chrono::seconds(10));
    telegram.user(anna.id()).send_text("/wallet");
  }
  const auto ended = end.get();
  ASSERT_FALSE(ended);
  EXPECT_TRUE(ended.error().message.contains("BotFather")) << ended.error().message;
}

// A refused send makes the shop look after its webhook at once.
TEST_P(Updates, ByWebhookGoOnWhenSomebodyRemovedItAndOwnersHearOfIt) {
  open_with_webhook();
  auto olga = owner();
  olga.says("/start");
  olga.sees("Welcome");
  EXPECT_EQ(exchange({.url = telegram.url() + "/bot" + telegram.token() + "/deleteWebhook"}).status,
            200);
  const auto send_in_vain = [&] {
    telegram.inject({.kind = sandbox::FaultKind::unauthorized, .method = "sendMessage"});
    transact([&](db::Tx& tx) {
      shop::raise_alert(tx, std::vector{kOwner}, {.alert = shop::AlertKind::backends_down},
                        clock.now());
      return true;
    });
  };
  send_in_vain();
  EXPECT_TRUE(support::eventually([&] {
    clock.advance(std::chrono::seconds(1));
    if (number("SELECT COUNT(*) FROM outbox WHERE status = 'waiting'") == 0) {
      send_in_vain();
    }
    return olga.chat().count("removed or changed this bot's webhook") == 1;
  }));
  olga.says("/wallet");
  olga.sees("Balance");
}

// The first answer may have been lost, before a restart or after it.
TEST_P(Updates, ByWebhookAreAnsweredAgainWhenTheyComeAgain) {
  stock(voucher());
  open_with_webhook();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  const auto update = boost::json::serialize(press_update(900'000'001, anna, "buy.1"));
  const boost::json::value answer{{"method", "answerCallbackQuery"},
                                  {"callback_query_id", "900000001"}};
  EXPECT_EQ(json::parse_value(post_to_webhook("s3cret", update).body), answer);
  EXPECT_EQ(json::parse_value(post_to_webhook("s3cret", update).body), answer);
  close();
  open_with_webhook();
  anna.says("/wallet");
  anna.sees("Balance: 100 PLN");
  EXPECT_EQ(json::parse_value(post_to_webhook("s3cret", update).body), answer);
  EXPECT_EQ(number("SELECT COUNT(*) FROM seen_updates WHERE update_id = 900000001"), 1);
  EXPECT_EQ(number("SELECT reserved_by FROM products"), anna.id());
}

TEST_P(Updates, OfAForgedWebhookCallAreNotRead) {
  stock(voucher());
  open_with_webhook();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  const auto before = state_of_shop();
  const auto forged = boost::json::serialize(press_update(900'000'001, anna, "buy.1"));
  for (const auto* secret : {"", "s3cre", "s3cret2", "S3CRET"}) {
    EXPECT_EQ(post_to_webhook(secret, forged).status, 401) << secret;
  }
  EXPECT_EQ(post_to_webhook("s3cret", "{").status, 400);
  EXPECT_EQ(state_of_shop(), before);
  EXPECT_EQ(post_to_webhook("s3cret", forged).status, 200);
  EXPECT_EQ(number("SELECT reserved_by FROM products"), anna.id());
}

// Others are served while a row that somebody needs is locked by another session of PostgreSQL.
class SlowUpdates : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    stock(voucher());
    open();
  }
  // Locks the customer's row until release().
  void lock_row_of(const Person& person) {
    std::promise<void> locked;
    holder_ = std::async(std::launch::async, [&, id = person.id()] {
      transact([&](db::Tx& tx) {
        tx.one<std::int64_t>("SELECT id FROM users WHERE id = $1 FOR UPDATE", id);
        locked.set_value();
        released_.get_future().wait();
        return true;
      });
    });
    locked.get_future().wait();
  }
  void release() {
    released_.set_value();
    holder_.wait();
  }

 private:
  std::promise<void> released_;
  std::future<void> holder_;
};
INSTANTIATE_TEST_SUITE_P(, SlowUpdates, testing::Values(db::Engine::postgres),
                         support::engine_name);

TEST_P(SlowUpdates, DoNotStallThoseOfOthers) {
  auto anna = customer("Anna", 100);
  auto bela = customer("Bela", 7);
  anna.walks_to_voucher();
  anna.presses("Buy");
  lock_row_of(anna);
  const auto confirm = anna.starts_press("Confirm Purchase");
  for (int i = 0; i < 3; ++i) {
    bela.says("/wallet");
    bela.sees("Balance: 7 PLN");
  }
  EXPECT_GE(telegram.pending_updates(), 1U) << "nothing is confirmed that is not done";
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 0);
  release();
  anna.chat().answer_to(confirm);
  anna.sees("SECRET-4711");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
}

TEST_P(SlowUpdates, KeepTheOrderOfTheirChat) {
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  lock_row_of(anna);
  const auto confirm = anna.starts_press("Confirm Purchase");
  anna.says("/wallet");
  auto bela = customer("Bela", 7);
  bela.says("/wallet");
  bela.sees("Balance: 7 PLN");
  EXPECT_EQ(anna.chat().count("Balance"), 0U);
  release();
  anna.chat().answer_to(confirm);
  anna.sees("Balance: 0 PLN");
}

TEST_P(SlowUpdates, AreDoneAfterTheShopStopsMeanwhile) {
  auto anna = customer("Anna", 100);
  auto bela = customer("Bela", 7);
  anna.walks_to_voucher();
  anna.presses("Buy");
  lock_row_of(anna);
  const auto confirm = anna.starts_press("Confirm Purchase");
  bela.says("/wallet");
  bela.sees("Balance: 7 PLN");
  auto closed = std::async(std::launch::async, [&] { close(); });
  release();
  closed.wait();
  open();
  anna.sees("SECRET-4711");
  EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 1);
  EXPECT_EQ(bela.chat().count("Balance"), 1U) << "what was done is not done again";
}

}  // namespace
}  // namespace e2e
