#include "shop/reports/shop_currency.h"

namespace shop {
namespace {

bool has_money(db::Tx& tx) {
  return tx.one<bool>(
      "SELECT EXISTS (SELECT 1 FROM ledger_lines) OR EXISTS (SELECT 1 FROM products) "
      "OR EXISTS (SELECT 1 FROM deposits WHERE status = 'pending')");
}

}  // namespace

std::optional<std::string> shop_currency(db::Tx& tx) {
  return tx.first<std::string>("SELECT currency FROM shop_currency");
}

std::string take_currency(db::Tx& tx, std::string_view currency) {
  auto noted = shop_currency(tx);
  if (noted && (*noted == currency || has_money(tx))) {
    return *std::move(noted);
  }
  if (noted) {
    tx.execute("DELETE FROM exchange_rates");
    tx.execute("DELETE FROM coin_quotes");
  }
  return tx.one<std::string>(
      "INSERT INTO shop_currency (id, currency) VALUES (1, $1) "
      "ON CONFLICT (id) DO UPDATE SET currency = $1 RETURNING currency",
      currency);
}

}  // namespace shop
