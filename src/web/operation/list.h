// Parameters that lists share: which part, in which order, of which time.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <optional>
#include <ranges>
#include <string>
#include <variant>
#include <vector>

#include "base/time_zone.h"
#include "json/schema.h"
#include "shop/core/list.h"
#include "shop/core/page.h"
#include "web/core/copy_fields.h"
#include "web/operation/call.h"
#include "web/operation/problem.h"

namespace web {

// A whole number from Min to Max.
template <std::int64_t Min, std::int64_t Max>
struct Whole {
  std::int64_t value = Min;
};

using Id = Whole<1, INT64_MAX>;
inline std::optional<std::int64_t> number_of(const std::optional<Id>& id) {
  return id ? std::optional(id->value) : std::nullopt;
}

// Base of the parameters of lists.
struct ListParameters {
  std::optional<Whole<1, 1'000'000>> page;
  std::optional<Whole<1, 200>> per_page;
  std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListParameters, (), (page, per_page, after))

// The same of lists that are short, or not read behind a row.
struct PageQuery {
  std::optional<Whole<1, 1'000'000>> page;
  std::optional<Whole<1, 200>> per_page;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (page, per_page))

shop::Page page_of(const PageQuery& query);

// "name", or "-name" from the last to the first. The names are Column's enumerators.
template <base::DescribedEnum Column>
struct Sort {
  shop::ListOrder<Column> order;
};

// "2026-11-24", a day of the shop's zone, or a moment (RFC 3339).
struct DayOrMoment {
  std::variant<std::chrono::local_days, base::Timestamp> value;
};

// The first moment, and the first that is not of it any more.
base::Timestamp start_of(const DayOrMoment& time, const base::TimeZone& zone);
base::Timestamp end_of(const DayOrMoment& time, const base::TimeZone& zone);

std::optional<base::Timestamp> first_moment(const std::optional<DayOrMoment>& from,
                                            const base::TimeZone& zone);
std::optional<base::Timestamp> last_moment(const std::optional<DayOrMoment>& to,
                                           const base::TimeZone& zone);

// Problems: `after` together with `page`.
Outcome<shop::ListPart> part_of(const ListParameters& parameters);

// The newest first, unless the query says otherwise.
template <class Column>
shop::ListOrder<Column> order_of(const std::optional<Sort<Column>>& sort,
                                 shop::ListOrder<Column> usual = {.column = Column::created_at,
                                                                  .is_descending = true}) {
  return sort ? sort->order : usual;
}

Problem unknown_place();

// The page of rows that are all there, each as a View.
template <class View, class Row>
List<View> page_of_all(const std::vector<Row>& rows, const PageQuery& query);

// Each row as a View. Problems: the rows are none, because `after` is unknown.
template <class View, class Row>
Outcome<List<View>> list_of(const std::optional<shop::ListRows<Row>>& rows);

}  // namespace web

namespace json {

template <std::int64_t Min, std::int64_t Max>
struct Codec<web::Whole<Min, Max>> {
  static boost::json::value encode(web::Whole<Min, Max> value, boost::json::storage_ptr storage) {
    return boost::json::value(value.value, std::move(storage));
  }
  static bool decode(const boost::json::value& json, web::Whole<Min, Max>& into, Reader& reader) {
    return detail::decode_signed(json, Min, Max, into.value, reader);
  }
};
template <std::int64_t Min, std::int64_t Max>
struct Schema<web::Whole<Min, Max>> {
  static boost::json::object make() { return whole_number_schema(Min, Max); }
};

template <class Column>
struct Codec<web::Sort<Column>> {
  static bool decode(const boost::json::value& json, web::Sort<Column>& into, Reader& reader) {
    std::string text;
    if (!Codec<std::string>::decode(json, text, reader)) {
      return false;
    }
    into.order.is_descending = text.starts_with('-');
    const auto name = text.substr(into.order.is_descending ? 1 : 0);
    return Codec<Column>::decode(boost::json::value(name), into.order.column, reader);
  }
};
template <class Column>
struct Schema<web::Sort<Column>> {
  static boost::json::object make() {
    boost::json::array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Column>>([&](auto enumerator) {
      names.emplace_back(enumerator.name);
      names.emplace_back(std::string("-") + enumerator.name);
    });
    return {{"type", "string"}, {"enum", std::move(names)}};
  }
};

template <>
struct Codec<web::DayOrMoment> {
  static bool decode(const boost::json::value& json, web::DayOrMoment& into, Reader& reader);
};
template <>
struct Schema<web::DayOrMoment> {
  static boost::json::object make();
};

}  // namespace json

namespace web {

template <class View, class Row>
List<View> page_of_all(const std::vector<Row>& rows, const PageQuery& query) {
  const auto page = page_of(query);
  List<View> list{.items = {}, .total = std::ssize(rows)};
  for (const auto& row : rows | std::views::drop(page.offset) | std::views::take(page.limit)) {
    list.items.push_back(copy_fields<View>(row));
  }
  return list;
}

template <class View, class Row>
Outcome<List<View>> list_of(const std::optional<shop::ListRows<Row>>& rows) {
  if (!rows) {
    return std::unexpected(unknown_place());
  }
  List<View> list{.items = {}, .total = rows->total, .next = rows->next};
  list.items.reserve(rows->items.size());
  for (const auto& row : rows->items) {
    list.items.push_back(copy_fields<View>(row));
  }
  return list;
}

}  // namespace web
