// Deposits over the API.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/text.h"
#include "shop/customers/customer.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/star_deposit.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using web::testing::ApiHost;
using web::testing::body_of;

class DepositsTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    for (const std::int64_t id : {5, 6}) {
      transact([&](db::Tx& tx) {
        return shop::register_customer(tx, {.id = id, .first_name = "Ana"}, random_, clock_.now());
      });
    }
  }
  std::int64_t request(std::int64_t user_id, shop::DepositMethod method, int amount) {
    return transact([&](db::Tx& tx) {
      const shop::ManualLimits limits{.min = base::Money::units(1), .max = base::Money::units(999)};
      const auto deposit = shop::request_deposit(tx, user_id, method, base::Money::units(amount),
                                                 limits, random_, clock_.now())
                               .value();
      shop::submit_deposit(tx, user_id, deposit.id, std::nullopt, {}, clock_.now()).value();
      return deposit.id;
    });
  }
  net::HttpResponse decide(std::int64_t id, const std::string& how, const std::string& body = "",
                           const std::string& key = "") {
    auto headers = ApiHost::owner();
    if (!body.empty()) {
      headers.add("Content-Type", "application/json");
    }
    if (!key.empty()) {
      headers.add("Idempotency-Key", key);
    }
    return host_->send({.method = "POST",
                        .url = fmt::format("/api/deposits/{}/{}", id, how),
                        .headers = headers,
                        .body = body});
  }
  std::string code_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("code").as_string());
  }
  std::int64_t total(const std::string& query) {
    return body_of(host_->get("/api/deposits?" + query), 200).at("total").as_int64();
  }
  std::vector<std::string> lines_of_log() {
    std::vector<std::string> lines;
    for (const auto line : base::split(base::trim(host_->log()), '\n')) {
      lines.emplace_back(line);
    }
    return lines;
  }
  std::string balance_of(std::int64_t id) {
    return std::string(
        body_of(host_->get(fmt::format("/api/users/{}", id)), 200).at("balance").as_string());
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, DepositsTest, support::kBothEngines, support::engine_name);

using enum shop::DepositMethod;

TEST_P(DepositsTest, AreListedByWhatIsAsked) {
  request(5, blik, 10);
  request(5, bank, 20);
  const auto id = request(6, blik, 30);
  decide(id, "approve");
  EXPECT_EQ(total(""), 3);
  EXPECT_EQ(total("method=blik"), 2);
  EXPECT_EQ(total("method=blik&status=pending"), 1);
  EXPECT_EQ(total("status=completed&user_id=6"), 1);
  EXPECT_EQ(total("from=2020-01-01&to=2020-12-31"), 0);
  for (const auto* query : {"method=cash", "status=lost", "user_id=x", "sort=amount", "after=zz"}) {
    EXPECT_EQ(host_->get(fmt::format("/api/deposits?{}", query)).status, 400) << query;
  }
  const auto first = body_of(host_->get("/api/deposits?per_page=2"), 200);
  EXPECT_EQ(first.at("items").at(0).at("id").as_int64(), id);
  const auto rest = body_of(
      host_->get("/api/deposits?per_page=2&after=" + std::string(first.at("next").as_string())),
      200);
  EXPECT_EQ(rest.at("items").as_array().size(), 1U);
}

TEST_P(DepositsTest, ApprovingTwiceCreditsOnce) {
  const auto id = request(5, blik, 10);
  const auto approved = body_of(decide(id, "approve"), 200);
  EXPECT_EQ(approved.at("status").as_string(), "completed");
  EXPECT_EQ(approved.at("decided_as").as_string(), "web:owner");
  const auto again = decide(id, "approve");
  EXPECT_EQ(code_of(again, 409), "already_decided");
  EXPECT_EQ(body_of(again, 409).at("deposit_status").as_string(), "completed");
  EXPECT_EQ(code_of(decide(id, "reject", R"({"reason":"No"})"), 409), "already_decided");
  EXPECT_EQ(balance_of(5), "10.00");
}

TEST_P(DepositsTest, ARepeatedApprovalIsAnsweredTheSame) {
  const auto id = request(5, blik, 10);
  const auto first = decide(id, "approve", "", "key-1");
  EXPECT_EQ(body_of(decide(id, "approve", "", "key-1"), 200), body_of(first, 200));
  EXPECT_EQ(balance_of(5), "10.00");
}

// Contract, section 6. A repeat and a refusal credit nothing, and log nothing.
TEST_P(DepositsTest, AnApprovalIsLoggedOnceAsInTheChat) {
  transact([&](db::Tx& tx) { return tx.execute("UPDATE users SET referrer_id = 6 WHERE id = 5"); });
  const auto id = request(5, blik, 100);
  EXPECT_THAT(host_->log(), Not(HasSubstr("Referral commission")));
  for (int i = 0; i < 3; ++i) {
    decide(id, "approve", "", "key-1");
  }
  decide(id, "approve");
  decide(id, "approve", "", "key-2");
  EXPECT_THAT(lines_of_log(),
              ElementsAre(HasSubstr(fmt::format("Deposit {} of user 5 completed: 100.00 PLN", id)),
                          HasSubstr("Referral commission: 3.00 PLN to user 6")));
}

TEST_P(DepositsTest, ARejectionNeedsAReason) {
  const auto id = request(5, bank, 10);
  for (const auto& body : {std::string(R"({"reason":" "})"), std::string("{}"),
                           fmt::format(R"({{"reason":"{}"}})", std::string(501, 'x'))}) {
    EXPECT_EQ(code_of(decide(id, "reject", body), 400), "invalid_request");
  }
  const auto rejected = body_of(decide(id, "reject", R"({"reason":" No money came "})"), 200);
  EXPECT_EQ(rejected.at("status").as_string(), "rejected");
  EXPECT_EQ(rejected.at("reason").as_string(), "No money came");
  EXPECT_EQ(balance_of(5), "0.00");
}

TEST_P(DepositsTest, OnlyKnownManualDepositsAreDecided) {
  EXPECT_EQ(decide(99, "approve").status, 404);
  EXPECT_EQ(decide(99, "reject", R"({"reason":"No"})").status, 404);
  EXPECT_EQ(host_->get("/api/deposits/99").status, 404);
  EXPECT_EQ(host_->get("/api/deposits/x").status, 404);
  const auto id = request(5, blik, 10);
  transact([&](db::Tx& tx) {
    tx.execute("UPDATE deposits SET method = 'stars', reference = NULL WHERE id = $1", id);
    return true;
  });
  EXPECT_EQ(code_of(decide(id, "approve"), 409), "not_manual");
}

TEST_P(DepositsTest, StarsAreGivenBackOnceOnTheBalanceThatWasSeen) {
  const auto deposit = transact([&](db::Tx& tx) {
    const shop::StarInvoice invoice{.user_id = 5, .amount = base::Money::units(10), .stars = 50};
    return shop::credit_stars(tx,
                              {.user_id = 5,
                               .currency = "XTR",
                               .total_amount = 50,
                               .payload = shop::star_payload(invoice)},
                              "charge-1", {}, clock_.now())
        .value()
        .deposit.id;
  });
  const auto refund = [&](std::int64_t id, const std::string& balance, const std::string& key) {
    return decide(id, "refund-stars", fmt::format(R"({{"seen_balance":"{}"}})", balance), key);
  };
  EXPECT_EQ(code_of(refund(deposit, "9.00", ""), 409), "balance_changed");
  EXPECT_EQ(balance_of(5), "10.00");
  const auto done = refund(deposit, "10.00", "key-1");
  EXPECT_EQ(body_of(done, 200).at("status").as_string(), "reversed");
  EXPECT_EQ(body_of(refund(deposit, "10.00", "key-1"), 200), body_of(done, 200));
  EXPECT_EQ(balance_of(5), "0.00");
  EXPECT_EQ(code_of(refund(deposit, "0.00", ""), 409), "not_completed");
  EXPECT_EQ(code_of(refund(request(5, blik, 10), "0.00", ""), 409), "not_stars");
  EXPECT_EQ(refund(999, "0.00", "").status, 404);
  EXPECT_THAT(lines_of_log(), ElementsAre(HasSubstr("Stars refund: 50 Stars of deposit")));
}

}  // namespace
