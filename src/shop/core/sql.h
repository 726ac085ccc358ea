// Clauses that several statements of shop/ share. Used inside shop/ only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "db/core/tx.h"

namespace shop::sql {

// The columns of Customer, of Deposit, of Product (of a table named p) and of Order (orders o,
// products p).
inline constexpr std::string_view kCustomer =
    "id, username, first_name, language, balance, referral_earnings, referral_code, referrer_id, "
    "is_banned, has_blocked_bot, terms_accepted_at, created_at";
inline constexpr std::string_view kDeposit =
    "id, user_id, method, amount, status, created_at, completed_at, tx_hash, output_index, "
    "amount_sat, address_id, rate, rate_source, rate_at, block_height, confirmations_needed, "
    "confirmed_at, reference, receipt_file_id, receipt_hash, submitted_at, decided_by, decided_as, "
    "reason, stars, credits";
inline constexpr std::string_view kProduct =
    "p.id, p.city, p.district, p.category, p.name, p.description, p.base_price, "
    "p.discount_percent, p.is_reserved, p.reserved_by, p.reserved_until, p.is_sold, p.sold_at, "
    "p.created_at";
inline constexpr std::string_view kOrder =
    "o.id, o.user_id, o.product_id, p.city, p.district, p.category, p.name, o.original_price, "
    "o.discount_applied, o.final_price, o.created_at";

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
