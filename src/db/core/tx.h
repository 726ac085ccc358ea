// A database transaction as the body of `Database::transact` sees it.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "db/core/value.h"

namespace db {

// Rows of one result, in memory. Cells are stored row after row.
struct Rows {
  Engine engine = Engine::sqlite;
  std::vector<std::string> columns;
  std::vector<Cell> cells;
  std::int64_t affected = 0;  // rows that INSERT, UPDATE or DELETE touched

  std::size_t size() const { return columns.empty() ? 0 : cells.size() / columns.size(); }
  // The index of `column`; throws Failure (defect) when the result has none of that name.
  std::size_t index_of(std::string_view column) const;
  const Cell& cell(std::size_t row, std::size_t column) const {
    return cells[row * columns.size() + column];
  }
};

namespace detail {

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                         boost::describe::mod_inherited>;

// The index of the column for each member of T; a scalar has the first.
template <class T>
std::vector<std::size_t> columns_of(const Rows& rows) {
  std::vector<std::size_t> columns;
  if constexpr (boost::describe::has_describe_members<T>::value) {
    boost::mp11::mp_for_each<Members<T>>(
        [&](auto member) { columns.push_back(rows.index_of(member.name)); });
  }
  return columns;
}

template <class T>
T read_row(const Rows& rows, std::size_t row, const std::vector<std::size_t>& columns) {
  T value{};
  if constexpr (boost::describe::has_describe_members<T>::value) {
    std::size_t next = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
      from_cell(rows.engine, rows.cell(row, columns[next++]), value.*member.pointer);
    });
  } else {
    from_cell(rows.engine, rows.cell(row, 0), value);
  }
  return value;
}

}  // namespace detail

// One row of what `query` gave, as `all` would give it.
template <class T>
T row_as(const Rows& rows, std::size_t row) {
  return detail::read_row<T>(rows, row, detail::columns_of<T>(rows));
}

// One SQL text serves both engines wherever they agree: parameters are $1, $2, …; the present time
// is a parameter, never now(). Where they differ, the text asks `engine()` or takes a clause from
// below. Not safe to share between threads. Every statement may throw Failure.
class Tx {
 public:
  virtual ~Tx() = default;

  virtual Engine engine() const = 0;

  // Ends a SELECT whose rows the transaction will change, but not their keys: " FOR NO KEY UPDATE"
  // or, where one writer owns the whole database, "". A row that only refers to a locked one is
  // inserted without waiting for it: a transaction that has inserted one and locks afterwards would
  // else deadlock with another that does the same. Who locks several rows locks them in the order
  // that all callers keep (shop/README.md).
  std::string_view for_update() const {
    return engine() == Engine::postgres ? " FOR NO KEY UPDATE" : "";
  }
  // Ends a SELECT whose rows must be there, with their keys, until the transaction ends: others may
  // change them meanwhile, but not after for_update_of_key.
  std::string_view for_key_share() const {
    return engine() == Engine::postgres ? " FOR KEY SHARE" : "";
  }
  // Ends a SELECT whose rows must stay as they are until the transaction ends.
  std::string_view for_share() const { return engine() == Engine::postgres ? " FOR SHARE" : ""; }
  // As for_update, and waits for the transactions that have used for_key_share.
  std::string_view for_update_of_key() const {
    return engine() == Engine::postgres ? " FOR UPDATE" : "";
  }
  // As for_update, but passes over rows that another transaction holds.
  std::string_view for_update_skip_locked() const {
    return engine() == Engine::postgres ? " FOR NO KEY UPDATE SKIP LOCKED" : "";
  }

  // Runs a statement and returns how many rows it touched.
  template <class... Args>
  std::int64_t execute(std::string_view sql, const Args&... args) {
    return query(sql, args...).affected;
  }

  // Runs a statement whose result nobody needs: at the latest with the commit, at the earliest at
  // once. PostgreSQL sends it together with the next statement, which saves a round trip. What it
  // throws, the next statement or the commit throws. Statements keep their order.
  template <class... Args>
  void execute_later(std::string_view sql, const Args&... args) {
    const std::array<Value, sizeof...(Args)> values{to_value(args)...};
    run_later(sql, values);
  }

  // Whoever listens to the database (Database::listen) is called once this transaction is
  // committed.
  void announce() { has_announced_ = true; }
  // Whether `announce` was called since this was. For Database only.
  bool take_announcement() { return std::exchange(has_announced_, false); }

  // Runs statements without parameters, separated by semicolons (migrations).
  virtual void run_script(std::string_view sql) = 0;

  template <class... Args>
  Rows query(std::string_view sql, const Args&... args) {
    const std::array<Value, sizeof...(Args)> values{to_value(args)...};
    return run(sql, values);
  }

  // Every row as a T: a scalar (the first column) or a struct described with BOOST_DESCRIBE_STRUCT,
  // whose members are filled from the columns of the same names. Columns that T does not name are
  // passed over.
  template <class T, class... Args>
  std::vector<T> all(std::string_view sql, const Args&... args) {
    return decode<T>(query(sql, args...));
  }

  // As `execute_later`, `query` and `all` for parameters whose number is known only when it runs
  // (filters, the rows of an import).
  void execute_later_with(std::string_view sql, std::span<const Value> values) {
    run_later(sql, values);
  }
  Rows query_with(std::string_view sql, std::span<const Value> values) { return run(sql, values); }
  template <class T>
  std::vector<T> all_with(std::string_view sql, std::span<const Value> values) {
    return decode<T>(run(sql, values));
  }

  // The first row, if there is one.
  template <class T, class... Args>
  std::optional<T> first(std::string_view sql, const Args&... args) {
    const auto rows = query(sql, args...);
    return rows.size() == 0
               ? std::nullopt
               : std::optional<T>(detail::read_row<T>(rows, 0, detail::columns_of<T>(rows)));
  }

  // The only row. REQUIRES: the statement always gives exactly one (an aggregate, INSERT …
  // RETURNING).
  template <class T, class... Args>
  T one(std::string_view sql, const Args&... args) {
    const auto rows = query(sql, args...);
    base::check(rows.size() == 1, "the statement gives exactly one row");
    return detail::read_row<T>(rows, 0, detail::columns_of<T>(rows));
  }

 protected:
  virtual Rows run(std::string_view sql, std::span<const Value> values) = 0;
  virtual void run_later(std::string_view sql, std::span<const Value> values) = 0;

 private:
  template <class T>
  static std::vector<T> decode(const Rows& rows);

  bool has_announced_ = false;
};

template <class T>
std::vector<T> Tx::decode(const Rows& rows) {
  std::vector<T> decoded;
  if (rows.size() > 0) {
    const auto columns = detail::columns_of<T>(rows);
    decoded.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      decoded.push_back(detail::read_row<T>(rows, row, columns));
    }
  }
  return decoded;
}

}  // namespace db
