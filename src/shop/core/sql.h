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

// Names the catalogue's index for SQLite, whose planner has no statistics to choose it by.
inline std::string_view catalog_index(const db::Tx& tx) {
  return tx.engine() == db::Engine::sqlite ? " INDEXED BY idx_products_catalog" : "";
}

// Many ids in one parameter: `id IN (…)` with `ids_text` as that parameter.
std::string in_ids(const db::Tx& tx, std::string_view parameter = "$1");
std::string ids_text(const db::Tx& tx, std::span<const std::int64_t> ids);

// Whether a column contains a text regardless of case: the value of the parameter, and the
// condition with the parameter's name. PostgreSQL's C.UTF-8, common on Debian, folds the case of
// ASCII only; ICU's root collation folds all.
std::string part_parameter(const db::Tx& tx, std::string_view part);
std::string contains(const db::Tx& tx, std::string_view column, std::string_view parameter);

}  // namespace shop::sql
