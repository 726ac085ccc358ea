#include "shop/reports/shop_currency.h"

namespace shop {
namespace {

// A payment that was replaced may be mined after all, and is then credited by its first rate.
bool has_money(db::Tx& tx) {
  return tx.one<bool>(
      "SELECT EXISTS (SELECT 1 FROM ledger_lines) OR EXISTS (SELECT 1 FROM products) "
      "OR EXISTS (SELECT 1 FROM deposits WHERE status IN ('pending', 'replaced'))");
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
  return tx.one<std::string>(
      "INSERT INTO shop_currency (id, currency) VALUES (1, $1) "
      "ON CONFLICT (id) DO UPDATE SET currency = $1 RETURNING currency",
      currency);
}

}  // namespace shop
