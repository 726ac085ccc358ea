// Clauses that several statements of shop/ share. Used inside shop/ only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "db/core/tx.h"

namespace shop::sql {

// f is an unsold unit of p's offer.
inline constexpr std::string_view kSameOffer =
    "f.is_sold = false AND f.city = p.city AND f.district = p.district AND f.category = p.category "
    "AND f.name = p.name AND f.base_price = p.base_price AND f.discount_percent = "
    "p.discount_percent";

// SQLite's planner has no statistics to prefer the catalogue's index by; PostgreSQL's does.
inline std::string_view catalog_index(const db::Tx& tx) {
  return tx.engine() == db::Engine::sqlite ? " INDEXED BY idx_products_catalog" : "";
}

// Many ids in one parameter: `id IN (…)` with `ids_text` as parameter $1.
inline std::string_view in_ids(const db::Tx& tx) {
  return tx.engine() == db::Engine::postgres ? "= ANY(CAST($1 AS bigint[]))"
                                             : "IN (SELECT value FROM json_each($1))";
}
std::string ids_text(const db::Tx& tx, std::span<const std::int64_t> ids);

// That a column contains a part, upper and lower case alike: the parameter that stands for the
// part, and the condition with the parameter's name. PostgreSQL's own C.UTF-8, which Debian's
// servers often have, knows the cases of ASCII only; ICU's root collation knows all.
std::string part_parameter(const db::Tx& tx, std::string_view part);
std::string contains(const db::Tx& tx, std::string_view column, std::string_view parameter);

}  // namespace shop::sql
