#include "web/api/stock/product_problem.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace web {
namespace {

// Words what the field must be like.
std::string demand_of(const shop::ProductProblem& problem) {
  using enum shop::FieldProblem;
  switch (problem.kind) {
    case not_utf8:
      return "must be UTF-8";
    case control_character:
      return "must not contain control characters";
    case missing:
      return "must not be empty";
    case too_long:
      return fmt::format("must have at most {} characters", problem.limit);
    case too_cheap:
      return fmt::format("must be {} or more", base::Money::hundredths(problem.limit).decimal());
    case incomplete_location:
      return "must be given when the other coordinate is given";
    case out_of_range:
      return fmt::format("must be between -{0} and {0}", problem.limit);
    case already_had:
      return "is that of goods that the shop has, or has sold; send `allow_repeated`: true to add "
             "them once more";
  }
  std::unreachable();
}

}  // namespace

Problem refusal_of(const shop::ProductProblem& problem, std::string_view pointer) {
  const bool is_repeat = problem.kind == shop::FieldProblem::already_had;
  Problem said(is_repeat ? kAlreadyHad : kInvalidRequest);
  const auto demand = demand_of(problem);
  said.detail = fmt::format("`{}` {}.", problem.field, demand);
  said.errors.push_back({.pointer = std::string(pointer),
                         .code = is_repeat ? "already_had" : "invalid",
                         .detail = demand});
  said.extra.emplace("field", problem.field);
  return said;
}

Problem refusal_of(const shop::ProductProblem& problem) {
  return refusal_of(problem, fmt::format("/{}", problem.field));
}

Outcome<std::optional<shop::DiscountTerms>> terms_of(
    const std::optional<base::Percent>& discount_percent,
    const std::optional<base::Timestamp>& discount_ends_at, std::string_view end_field,
    base::Timestamp now) {
  if (discount_ends_at && !discount_percent) {
    return std::unexpected(invalid_value(end_field, "needs a `discount_percent`"));
  }
  if (discount_ends_at && *discount_ends_at <= now) {
    return std::unexpected(invalid_value(end_field, "must be in the future"));
  }
  if (discount_ends_at &&
      std::chrono::floor<std::chrono::minutes>(*discount_ends_at) != *discount_ends_at) {
    return std::unexpected(invalid_value(end_field, "must be a whole minute"));
  }
  return discount_percent ? std::optional(shop::DiscountTerms{*discount_percent, discount_ends_at})
                          : std::nullopt;
}

}  // namespace web
