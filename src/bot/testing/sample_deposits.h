// Deposits of every kind, for tests of how they are shown.
#pragma once

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bot/testing/languages.h"
#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "shop/deposits/deposit.h"

namespace bot {

class SampleDeposits : public testing::Test {
 protected:
  static base::Money units(std::int64_t value) { return base::Money::units(value); }

  // 0.0005 BTC with one of three confirmations.
  shop::Deposit coins() const {
    shop::Deposit deposit = of(shop::DepositMethod::btc);
    deposit.details =
        shop::ChainDetails{.txid = "f00d", .amount_sat = 50'000, .confirmations_needed = 3};
    return deposit;
  }

  // By BLIK, without a receipt.
  shop::Deposit manual() const {
    shop::Deposit deposit = of(shop::DepositMethod::blik);
    deposit.details = shop::ManualDetails{.reference = "KR-7F3K2Q"};
    return deposit;
  }

  // Each method in each state.
  std::vector<shop::Deposit> every_kind() const {
    std::vector<shop::Deposit> deposits;
    using Methods = boost::describe::describe_enumerators<shop::DepositMethod>;
    using States = boost::describe::describe_enumerators<shop::DepositStatus>;
    boost::mp11::mp_for_each<Methods>([&](auto method) {
      boost::mp11::mp_for_each<States>([&](auto status) {
        shop::Deposit deposit = of_family(shop::family_of(method.value));
        deposit.method = method.value;
        deposit.status = status.value;
        deposits.push_back(deposit);
      });
    });
    return deposits;
  }

  const std::vector<std::string> languages{"en", "pl"};
  const Translations translations = *Translations::load(languages);
  const Translations every = every_language();
  const Wording english{translations.in("en"), "PLN"};
  const Wording polish{translations.in("pl"), "PLN"};
  const base::Timestamp now = *base::parse_timestamp("2026-11-24T08:00:00Z");

  // Somebody's words, where a deposit of that method has any.
  static void set_reason(shop::Deposit& deposit, const std::string& text) {
    if (auto* const manual = std::get_if<shop::ManualDetails>(&deposit.details)) {
      manual->reason = manual->decided_as = text;
    }
  }

 private:
  shop::Deposit of_family(shop::DepositFamily family) const {
    switch (family) {
      case shop::DepositFamily::chain:
        return coins();
      case shop::DepositFamily::manual:
        return manual();
      case shop::DepositFamily::stars: {
        auto deposit = of(shop::DepositMethod::stars);
        deposit.details = shop::StarDetails{.charge_id = "stx1", .stars = 500};
        return deposit;
      }
    }
    std::unreachable();
  }

  shop::Deposit of(shop::DepositMethod method) const {
    shop::Deposit deposit;
    deposit.id = 5;
    deposit.user_id = 1001;
    deposit.method = method;
    deposit.amount = units(100);
    deposit.created_at = now;
    return deposit;
  }
};

}  // namespace bot
