// Words what is wrong with a unit or a discount.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shop/stock/discounts/discount_terms.h"
#include "shop/stock/product.h"
#include "web/operation/problem.h"

namespace web {

inline constexpr ProblemKind kAlreadyHad{
    409, "already_had", "These goods are the shop's already, or were sold; nothing was added."};
inline constexpr ProblemKind kSold{409, "sold", "The unit is sold."};

// 400 or, for goods that the shop has had, 409. `pointer`: where the field stands in the body.
Problem refusal_of(const shop::ProductProblem& problem, std::string_view pointer);
Problem refusal_of(const shop::ProductProblem& problem);

// The discount that fields of a body ask for. Problems: an end that is past, no whole minute, or
// without a discount.
Outcome<std::optional<shop::DiscountTerms>> terms_of(
    const std::optional<base::Percent>& discount_percent,
    const std::optional<base::Timestamp>& discount_ends_at, std::string_view end_field,
    base::Timestamp now);

}  // namespace web
