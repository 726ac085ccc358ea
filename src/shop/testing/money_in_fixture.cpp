#include "shop/testing/money_in_fixture.h"

#include <fmt/format.h>

#include "shop/core/enum_text.h"
#include "shop/testing/rate.h"

namespace shop {

std::string address_at(std::uint32_t index) { return fmt::format("address-{}", index); }

DepositRules money_in_rules() {
  return {.commission = *base::Percent::of(3),
          .min = base::Money::units(5),
          .confirmations = {{base::Money(), 1}, {base::Money::units(2000), 3}}};
}

void add_referral(db::Tx& tx) {
  const auto ann = add_customer(tx, kAnn);
  base::SeededRandom random(1);
  register_customer(tx,
                    {.id = kBob,
                     .username = std::nullopt,
                     .first_name = "Bob",
                     .language = std::nullopt,
                     .referral_code = ann.referral_code},
                    random, kNow);
  add_customer(tx, kCid);
}

void MoneyInTest::SetUp() {
  ShopTest::SetUp();
  rules = money_in_rules();
  transact([&](db::Tx& tx) {
    add_referral(tx);
    tx.execute("DELETE FROM outbox");
    for (const auto coin : {Coin::btc, Coin::ltc}) {
      start_chain_at(tx, coin, {100, "hash-100"});
    }
    return true;
  });
}

void MoneyInTest::set_rate(base::Money price, Coin coin) {
  transact([&](db::Tx& tx) {
    shop::set_rate(tx, coin, price, now);
    return true;
  });
}

CryptoAddress MoneyInTest::address(std::int64_t user_id, Coin coin) {
  return transact(
      [&](db::Tx& tx) { return open_address(tx, user_id, coin, {"", address_at}, now); });
}

CoinPayment MoneyInTest::payment(std::int64_t user_id, std::string txid, std::int64_t amount_sat,
                                 int output, Coin coin) {
  return {.txid = std::move(txid),
          .output = output,
          .amount_sat = amount_sat,
          .address = address(user_id, coin).address};
}

std::int64_t MoneyInTest::height(Coin coin) {
  return read([&](db::Tx& tx) { return recent_blocks(tx, coin).at(0).height; });
}

MoneyMoved MoneyInTest::mine(const std::vector<CoinPayment>& payments, Coin coin) {
  const auto next = height(coin) + 1;
  return transact([&](db::Tx& tx) {
    return apply_block(tx, coin, {next, fmt::format("hash-{}", next)}, payments, rules, now);
  });
}

void MoneyInTest::undo(Coin coin) {
  transact([&](db::Tx& tx) {
    undo_block(tx, coin, now);
    return true;
  });
}

MoneyMoved MoneyInTest::settle(Coin coin) {
  return transact([&](db::Tx& tx) { return settle_chain(tx, coin, rules, now); });
}

std::int64_t MoneyInTest::wait(const std::vector<CoinPayment>& payments, Coin coin) {
  return transact([&](db::Tx& tx) { return note_waiting(tx, coin, payments, rules, now); });
}

void MoneyInTest::replace(std::string txid, Coin coin) {
  transact([&](db::Tx& tx) {
    mark_replaced(tx, coin, std::vector{txid}, now);
    return true;
  });
}

Deposit MoneyInTest::deposit(std::int64_t id) {
  return read([=](db::Tx& tx) { return find_deposit(tx, id).value(); });
}

Deposit MoneyInTest::deposit(std::string_view txid, int output) {
  return deposit(value<std::int64_t>(
      "SELECT id FROM deposits WHERE tx_hash = $1 AND output_index = $2", txid, output));
}

base::Money MoneyInTest::earnings(std::int64_t user_id) {
  return value<base::Money>("SELECT referral_earnings FROM users WHERE id = $1", user_id);
}

std::vector<std::string> MoneyInTest::notices(std::int64_t user_id) {
  return transact([=](db::Tx& tx) {
    auto kinds =
        tx.all<std::string>("SELECT kind FROM outbox WHERE user_id = $1 ORDER BY id", user_id);
    tx.execute("DELETE FROM outbox WHERE user_id = $1", user_id);
    return kinds;
  });
}

}  // namespace shop
