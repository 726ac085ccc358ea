// A deposit in coins as a customer makes it, on any chain.
#pragma once

#include <boost/json/serialize.hpp>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "app/demo/demo.h"
#include "e2e/end_to_end.h"
#include "support/eventually.h"

namespace e2e {

class CoinDeposit : public EndToEnd {
 protected:
  // Returns two customers, the second invited by the first.
  std::pair<Person, Person> referrer_and_payer() {
    auto anna = newcomer("Anna");
    anna.says("/start");
    anna.sees("Welcome, Anna!");
    auto bert = newcomer("Bert");
    bert.says("/start ref_" + text("SELECT referral_code FROM users"));
    bert.sees("You were invited by Anna.");
    anna.sees("New Referral!");
    return {anna, bert};
  }

  static std::string address_in(const sandbox::Message& message) {
    const std::regex form("r?(bcrt|ltc|toy)1[0-9a-z]{30,}");
    std::smatch found;
    const auto text = message.text();
    return std::regex_search(text, found, form) ? found.str() : "";
  }

  static std::string ask_for_address(Person& payer, std::string_view coin) {
    payer.says("/wallet");
    payer.presses("Deposit");
    payer.presses(coin);
    const auto address = address_in(payer.sees("Send to this address"));
    payer.sees_photo();
    return address;
  }

  // REQUIRES: the payment is in a block.
  void expect_deposit_and_commission(const Person& anna, const Person& bert,
                                     const std::string& coins) {
    bert.sees("Deposit completed: +100 PLN");
    anna.sees("Commission: +3 PLN");
    EXPECT_EQ(balance(bert), "100.00");
    EXPECT_EQ(balance(anna), "3.00");
    EXPECT_EQ(text("SELECT status FROM deposits"), "completed");
    EXPECT_TRUE(support::eventually([&] {
      return log().contains("Payment detected! User " + std::to_string(bert.id()) + " received " +
                            coins + " = 100.00 PLN") &&
             log().contains("Referral commission: 3.00 PLN to user " + std::to_string(anna.id()));
    })) << log();
  }
};

// A shop that follows the demo's chains.
class ToyChainDeposit : public CoinDeposit {
 protected:
  void SetUp() override {
    CoinDeposit::SetUp();
    prepare();
    order("/mining", {{"is_automatic", false}});
    auto settings = app::toy_coin_settings(host_.url());
    open_with({.settings = std::move(settings), .roles = {.bot = true, .chain = true}});
  }

  // Before the shop opens.
  virtual void prepare() {}

  // Sends the request of a button on the demo's page.
  void order(const std::string& path, const boost::json::object& body = {}) {
    const auto answer = exchange({.method = "POST",
                                  .url = host_.url() + "/toychain" + path,
                                  .headers = {{"X-Kram-Demo", "1"}},
                                  .body = boost::json::serialize(body)});
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  void pay(const std::string& coin, const std::string& address, const std::string& amount) {
    order("/" + coin + "/payments", {{"address", address}, {"amount", amount}});
  }

 private:
  toychain::ToyNetwork toys_{clock};
  sandbox::BotApiServer host_{{.extra_routes = app::routes_of(toys_)}, clock, logger};
};

}  // namespace e2e
