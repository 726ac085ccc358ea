// The customers and orders that notices are rendered from.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "db/core/tx.h"
#include "shop/customers/customer.h"
#include "shop/sales/order.h"

namespace bot {

// Caches them, since the parts of a delivery share them. The first lookup loads all that were
// expected by then in one query. Lives no longer than the transaction.
class NoticeSources {
 public:
  explicit NoticeSources(db::Tx& tx) : tx_(tx) {}

  void expect_customer(std::int64_t id) { customers_.expected.insert(id); }
  void expect_order(std::int64_t id) { orders_.expected.insert(id); }

  // Empty when there is none.
  const std::optional<shop::Customer>& customer(std::int64_t id);
  const std::optional<shop::DeliveredOrder>& order(std::int64_t id);

 private:
  template <class Row>
  struct Rows {
    std::set<std::int64_t> expected;
    std::map<std::int64_t, std::optional<Row>> known;
  };

  // `load(ids)` returns the rows that exist; `id_of(row)` is a row's id.
  template <class Row, class Load, class IdOf>
  static const std::optional<Row>& find(Rows<Row>& rows, std::int64_t id, Load load, IdOf id_of);

  db::Tx& tx_;
  Rows<shop::Customer> customers_;
  Rows<shop::DeliveredOrder> orders_;
};

}  // namespace bot
