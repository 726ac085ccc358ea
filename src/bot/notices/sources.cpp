#include "bot/notices/sources.h"

#include <utility>

namespace bot {

template <class Row, class Load, class IdOf>
const std::optional<Row>& NoticeSources::find(Rows<Row>& rows, std::int64_t id, Load load,
                                              IdOf id_of) {
  if (const auto known = rows.known.find(id); known != rows.known.end()) {
    return known->second;
  }
  rows.expected.insert(id);
  for (const auto expected : rows.expected) {
    rows.known.try_emplace(expected);
  }
  const auto ids = std::exchange(rows.expected, {});
  for (auto& row : load(std::vector(ids.begin(), ids.end()))) {
    const auto found = id_of(row);
    rows.known[found] = std::move(row);
  }
  return rows.known.at(id);
}

const std::optional<shop::Customer>& NoticeSources::customer(std::int64_t id) {
  return find(
      customers_, id,
      [this](const std::vector<std::int64_t>& ids) { return shop::find_customers(tx_, ids); },
      [](const shop::Customer& customer) { return customer.id; });
}

const std::optional<shop::DeliveredOrder>& NoticeSources::order(std::int64_t id) {
  return find(
      orders_, id,
      [this](const std::vector<std::int64_t>& ids) {
        return shop::find_delivered_orders(tx_, ids);
      },
      [](const shop::DeliveredOrder& delivered) { return delivered.order.id; });
}

}  // namespace bot
