// What the shop tells programs of, and to whom it is handed.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/money/adjustment.h"
#include "shop/sales/refund.h"
#include "shop/sales/sale_news.h"
#include "shop/stock/low_stock.h"
#include "shop/support/conversation.h"
#include "shop/testing/shop_fixture.h"
#include "shop/webhooks/delivery.h"
#include "shop/webhooks/webhook.h"

namespace shop {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kSecret = "0123456789abcdef0123";

struct StoredEvent {
  std::string event;
  std::string subject;
  std::string payload;
};
BOOST_DESCRIBE_STRUCT(StoredEvent, (), (event, subject, payload))

class WebhookEventsTest : public ShopTest {
 protected:
  static Permit<Act::set_webhooks> owner() {
    return permit<Act::set_webhooks>(Actor::owner(9)).value();
  }
  std::expected<Webhook, WebhookRefusal> create(const NewWebhook& webhook) {
    return transact([&](db::Tx& tx) { return create_webhook(tx, webhook, owner(), now); });
  }
  Webhook hook(std::vector<WebhookEvent> events = all_webhook_events()) {
    return create({.url = "https://shop.test/in",
                   .events = choice_of(std::move(events)),
                   .secret = kSecret})
        .value();
  }
  std::vector<StoredEvent> events() {
    return read([](db::Tx& tx) {
      return tx.all<StoredEvent>("SELECT event, subject, payload FROM webhook_events ORDER BY id");
    });
  }
  // "order.created order:1"
  std::vector<std::string> names() {
    std::vector<std::string> names;
    for (const auto& event : events()) {
      names.push_back(event.event + " " + event.subject);
    }
    return names;
  }
  void refund(const Order& order) {
    transact([&](db::Tx& tx) {
      return refund_order(tx, order.id, order.final_price, "Broken",
                          permit<Act::refund_order>(Actor::owner(9)).value(), now);
    }).value();
  }
  void announce() {
    transact([&](db::Tx& tx) { return announce_sales(tx, {}, now); });
  }
  std::expected<Ticket, WriteRefusal> write(std::int64_t user_id) {
    return transact([&](db::Tx& tx) {
      return write_as_customer(tx, user_id, std::nullopt, {.text = "Hello"}, {}, now);
    });
  }
  void dispatch() {
    transact([&](db::Tx& tx) { return dispatch_events(tx, now, 100); });
  }
  std::vector<WebhookRequest> due(int limit = 10) {
    return read([&](db::Tx& tx) { return due_webhook_requests(tx, now, limit); });
  }
  void deliver(const WebhookRequest& request) {
    transact([&](db::Tx& tx) {
      mark_delivered(tx, request, 200, now);
      return 0;
    });
  }
  WebhookStep fail(const WebhookRequest& request, std::optional<int> status = 500) {
    return transact([&](db::Tx& tx) {
      return note_failure(tx, request, {.status = status, .error = "answered 500"}, 100, now);
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, WebhookEventsTest, support::kBothEngines, support::engine_name);

TEST_P(WebhookEventsTest, AreNotWrittenWithoutAnEnabledWebhookThatChoseThem) {
  join(kAnn, base::Money::units(500));
  buy(kAnn, stock());
  const auto other = hook({WebhookEvent::stock_low});
  buy(kAnn, stock());
  const auto off = hook({WebhookEvent::order_created});
  transact([&](db::Tx& tx) {
    return change_webhook(tx, off.id, {.is_enabled = false}, owner(), now);
  }).value();
  buy(kAnn, stock());
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_TRUE(other.is_enabled);
}

TEST_P(WebhookEventsTest, TellOfEachThingOnceAndWithoutSecrets) {
  hook();
  join(kAnn, base::Money::units(500));
  join(kAnn);
  auto order = buy(kAnn, stock());
  refund(order);
  EXPECT_THAT(names(), ElementsAre("customer.created customer:1001", "order.created order:1",
                                   "order.refunded order:1"));
  const auto created = boost::json::parse(events().at(1).payload);
  EXPECT_EQ(created.at("final_price").as_string(), order.final_price.decimal());
  EXPECT_EQ(created.at("user_id").as_int64(), kAnn);
  for (const auto& event : events()) {
    EXPECT_THAT(event.payload, Not(HasSubstr("delivery"))) << event.event;
    EXPECT_THAT(event.payload, Not(HasSubstr(voucher().delivery_text))) << event.event;
  }
}

TEST_P(WebhookEventsTest, AreNotOfWhatWasRolledBackOrRefused) {
  hook();
  join(kAnn, base::Money::units(5));
  const auto unit = stock();
  ASSERT_TRUE(reserve(kAnn, unit));
  EXPECT_FALSE(purchase(kAnn, unit));
  EXPECT_THAT(names(), ElementsAre("customer.created customer:1001"));
}

TEST_P(WebhookEventsTest, TellOnceOfStockThatRunsLowAndOut) {
  hook({WebhookEvent::stock_low, WebhookEvent::stock_out});
  join(kAnn, base::Money::units(2'000));
  const auto units = stock(voucher(), kLowStockLine + 2);
  const auto subject = fmt::format("stock:{}/{}/{}/{}", voucher().city, voucher().district,
                                   voucher().category, voucher().name);
  buy(kAnn, units.at(0));
  announce();
  EXPECT_THAT(names(), IsEmpty());
  buy(kAnn, units.at(1));
  announce();
  announce();
  EXPECT_THAT(names(), ElementsAre("stock.low " + subject));
  for (std::size_t i = 2; i < units.size(); ++i) {
    buy(kAnn, units.at(i));
  }
  announce();
  EXPECT_THAT(names(), ElementsAre("stock.low " + subject, "stock.out " + subject));
  EXPECT_EQ(boost::json::parse(events().at(0).payload).at("units").as_int64(), kLowStockLine);
  buy(kAnn, stock());
  announce();
  EXPECT_THAT(names(),
              ElementsAre("stock.low " + subject, "stock.out " + subject, "stock.out " + subject))
      << "one more came and went";
}

TEST_P(WebhookEventsTest, TellOnceOfAnOfferThatRanOutInMoreThanOnePart) {
  hook({WebhookEvent::stock_out});
  constexpr int kMoreThanOnePart = 201;
  join(kAnn, base::Money::units(100'000));
  for (const auto unit : stock(voucher(), kMoreThanOnePart)) {
    buy(kAnn, unit);
  }
  announce();
  announce();
  announce();
  EXPECT_EQ(events().size(), 1U);
}

TEST_P(WebhookEventsTest, TellOfTicketsThatAreOpenedAndOpenedAgain) {
  hook({WebhookEvent::ticket_opened});
  join(kAnn);
  const auto ticket = write(kAnn).value();
  write(kAnn).value();
  EXPECT_THAT(names(), ElementsAre("ticket.opened ticket:1"));
  const auto staff = permit<Act::answer_tickets>(Actor::owner(9)).value();
  transact([&](db::Tx& tx) { return close_ticket(tx, ticket.id, staff, now); });
  transact([&](db::Tx& tx) {
    return answer_ticket(tx, ticket.id, {.text = "One more thing"}, staff, now);
  }).value();
  EXPECT_THAT(names(), ElementsAre("ticket.opened ticket:1", "ticket.opened ticket:1"));
  EXPECT_EQ(boost::json::parse(events().at(1).payload).at("state").as_string(), "answered");
}

TEST_P(WebhookEventsTest, AreHandedToTheWebhooksThatChoseThemAndInOrderForEachSubject) {
  const auto all = hook();
  const auto refunds = hook({WebhookEvent::order_refunded});
  join(kAnn, base::Money::units(500));
  const auto first = buy(kAnn, stock());
  refund(first);
  buy(kAnn, stock());
  EXPECT_TRUE(read(has_events));
  dispatch();
  dispatch();
  EXPECT_FALSE(read(has_events));
  std::vector<std::string> sent;
  for (auto requests = due(); !requests.empty(); requests = due()) {
    for (const auto& request : requests) {
      sent.push_back(fmt::format("{} {} {}", request.webhook_id, request.event, request.subject));
      deliver(request);
    }
    sent.emplace_back("-");
  }
  EXPECT_THAT(sent, ElementsAre(fmt::format("{} customer.created customer:1001", all.id),
                                fmt::format("{} order.created order:1", all.id),
                                fmt::format("{} order.created order:2", all.id),
                                fmt::format("{} order.refunded order:1", refunds.id), "-",
                                fmt::format("{} order.refunded order:1", all.id), "-"));
}

TEST_P(WebhookEventsTest, WaitBehindAnEarlierOneOfTheirSubjectUntilThatIsGivenUp) {
  const auto webhook = hook({WebhookEvent::order_created, WebhookEvent::order_refunded});
  join(kAnn, base::Money::units(500));
  refund(buy(kAnn, stock()));
  buy(kAnn, stock());
  dispatch();
  auto requests = due();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(fail(requests.at(0)), WebhookStep::retry);
  deliver(requests.at(1));
  EXPECT_THAT(due(), IsEmpty()) << "the refund waits for its order";
  auto step = WebhookStep::retry;
  while (step == WebhookStep::retry) {
    now += std::chrono::hours(4);
    requests = due();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests.at(0).event, "order.created");
    step = fail(requests.at(0));
  }
  EXPECT_EQ(step, WebhookStep::now_failing);
  EXPECT_GE(now - kNow, kWebhookPatience);
  EXPECT_TRUE(read([&](db::Tx& tx) { return find_webhook(tx, webhook.id); })->is_failing);
  requests = due();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests.at(0).event, "order.refunded");
  EXPECT_EQ(fail(requests.at(0)), WebhookStep::given_up) << "of that the owners know";
}

TEST_P(WebhookEventsTest, AreSentAgainOnRequest) {
  const auto webhook = hook({WebhookEvent::order_created});
  join(kAnn, base::Money::units(500));
  buy(kAnn, stock());
  dispatch();
  const auto request = due().at(0);
  deliver(request);
  EXPECT_THAT(due(), IsEmpty());
  const auto again = transact([&](db::Tx& tx) {
    return resend_webhook(tx, webhook.id, request.delivery_id, owner(), now);
  });
  EXPECT_EQ(again.value().status, WebhookDeliveryStatus::waiting);
  EXPECT_EQ(due().at(0).event_id, request.event_id);
  const auto unknown = transact([&](db::Tx& tx) {
    return resend_webhook(tx, webhook.id + 1, request.delivery_id, owner(), now);
  });
  EXPECT_EQ(refusal_of(unknown), ResendRefusal::unknown);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM audit_log WHERE action = 'set_webhooks'"), 2);
}

TEST_P(WebhookEventsTest, StopAtATargetThatIsGone) {
  const auto webhook = hook({WebhookEvent::order_created});
  join(kAnn, base::Money::units(500));
  buy(kAnn, stock());
  dispatch();
  EXPECT_EQ(fail(due().at(0), 410), WebhookStep::gone);
  EXPECT_FALSE(read([&](db::Tx& tx) { return find_webhook(tx, webhook.id); })->is_enabled);
  buy(kAnn, stock());
  EXPECT_FALSE(read(has_events));
  const auto ping =
      transact([&](db::Tx& tx) { return ping_webhook(tx, webhook.id, owner(), now); });
  EXPECT_EQ(refusal_of(ping), ResendRefusal::switched_off);
}

TEST_P(WebhookEventsTest, PingsAreTriedOnceAndTellNobody) {
  const auto webhook = hook();
  const auto ping =
      transact([&](db::Tx& tx) { return ping_webhook(tx, webhook.id, owner(), now); });
  EXPECT_EQ(ping.value().event, kPingEvent);
  EXPECT_EQ(fail(due().at(0)), WebhookStep::given_up);
  EXPECT_THAT(due(), IsEmpty());
  EXPECT_FALSE(read([&](db::Tx& tx) { return find_webhook(tx, webhook.id); })->is_failing);
}

TEST_P(WebhookEventsTest, AreForgottenAfterAMonthAndTheirIdsNotGivenAgain) {
  hook({WebhookEvent::order_created});
  join(kAnn, base::Money::units(500));
  buy(kAnn, stock());
  dispatch();
  const auto request = due().at(0);
  deliver(request);
  now += kWebhookMemory;
  EXPECT_EQ(transact([&](db::Tx& tx) { return prune_webhook_deliveries(tx, now); }), 0);
  now += kMoment;
  EXPECT_EQ(transact([&](db::Tx& tx) { return prune_webhook_deliveries(tx, now); }), 1);
  EXPECT_EQ(count("webhook_events"), 0);
  buy(kAnn, stock());
  dispatch();
  EXPECT_GT(due().at(0).event_id, request.event_id);
}

TEST_P(WebhookEventsTest, AreSetOnlyForGoodAddressesAndSecrets) {
  const NewWebhook good{.url = "https://shop.test/in",
                        .events = choice_of({WebhookEvent::order_created}),
                        .secret = kSecret};
  for (const auto* url : {"", "ftp://shop.test/", "file:///etc/passwd", "https://", "shop.test",
                          "https://me:secret@shop.test/", "https://shop.test/\r\nX: y"}) {
    auto bad = good;
    bad.url = url;
    EXPECT_EQ(refusal_of(create(bad)), WebhookRefusal::bad_url) << url;
  }
  auto none = good;
  none.events = {};
  EXPECT_EQ(refusal_of(create(none)), WebhookRefusal::no_events);
  auto weak = good;
  weak.secret = "short";
  EXPECT_EQ(refusal_of(create(weak)), WebhookRefusal::bad_secret);
  for (int i = 0; i < kMaxWebhooks; ++i) {
    EXPECT_TRUE(create(good));
  }
  EXPECT_EQ(refusal_of(create(good)), WebhookRefusal::too_many);
  EXPECT_EQ(
      value<std::int64_t>("SELECT count(*) FROM audit_log WHERE details LIKE '%' || $1 || '%'",
                          std::string(kSecret)),
      0);
}

TEST_P(WebhookEventsTest, RefusePrivateAddressesAgainWhenTheHostChanges) {
  auto webhook = hook();
  const auto change = [&](const WebhookChange& wanted) {
    webhook = transact([&](db::Tx& tx) {
                return change_webhook(tx, webhook.id, wanted, owner(), now);
              }).value();
    return webhook.allow_private;
  };
  EXPECT_FALSE(webhook.allow_private);
  EXPECT_TRUE(change({.allow_private = true}));
  EXPECT_TRUE(change({.url = "https://shop.test/other"}));
  EXPECT_FALSE(change({.url = "https://other.test/in"}));
  EXPECT_TRUE(change({.url = "https://third.test/in", .allow_private = true}));
}

TEST(WebhookWaits, GrowFromSecondsToHours) {
  EXPECT_EQ(retry_wait(1, 100), std::chrono::seconds(10));
  EXPECT_EQ(retry_wait(1, 80), std::chrono::seconds(8));
  for (int attempts = 1; attempts < 10; ++attempts) {
    EXPECT_LT(retry_wait(attempts, 120), retry_wait(attempts + 1, 100)) << attempts;
  }
  EXPECT_EQ(retry_wait(1'000, 100), std::chrono::hours(4));
}

}  // namespace
}  // namespace shop
