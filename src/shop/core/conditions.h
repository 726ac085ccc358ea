// Builds a WHERE clause from optional filters. Used inside shop/ only.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

class Conditions {
 public:
  explicit Conditions(const db::Tx& tx) : tx_(&tx) {}

  // Adds a parameter and returns its name, such as "$3".
  std::string parameter(db::Value value);

  void require(std::string_view condition);
  template <class T>
  void require_equal(std::string_view column, const std::optional<T>& value) {
    if (value) {
      require(std::string(column) + " = " + parameter(db::to_value(*value)));
    }
  }
  // From the first moment to before the second; an empty one is no limit.
  void require_within(std::string_view column, std::optional<base::Timestamp> from,
                      std::optional<base::Timestamp> until);
  // One of the columns contains the text, regardless of case.
  void require_contains(std::initializer_list<std::string_view> columns,
                        const std::optional<std::string>& text);

  // "" or " WHERE a AND b".
  std::string where() const;
  std::span<const db::Value> values() const { return values_; }

 private:
  const db::Tx* tx_;
  std::string text_;
  std::vector<db::Value> values_;
};

}  // namespace shop
