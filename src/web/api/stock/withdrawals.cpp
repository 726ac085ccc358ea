// Units that are taken out of the shop, and put back.
#include <boost/describe.hpp>
#include <utility>

#include "shop/stock/changes/withdrawal.h"
#include "web/api/operations.h"
#include "web/api/stock/product_problem.h"
#include "web/api/stock/product_view.h"
#include "web/operation/list.h"

namespace web {
namespace {

struct WithdrawnView {
  std::int64_t id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money base_price;
  base::Percent discount_percent;
  base::Timestamp withdrawn_at;
  std::string withdrawn_by;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawnView, (),
                      (id, city, district, category, name, base_price, discount_percent,
                       withdrawn_at, withdrawn_by, reason))

struct WithdrawnQuery : ListParameters {
  std::optional<Sort<shop::WithdrawnSort>> sort;
};
BOOST_DESCRIBE_STRUCT(WithdrawnQuery, (ListParameters), (sort))

struct WithdrawParameters {
  std::int64_t id = 0;
  std::optional<std::string> reason;
  std::optional<Id> held_by;
};
BOOST_DESCRIBE_STRUCT(WithdrawParameters, (), (id, reason, held_by))

constexpr ProblemKind kHeld{409, "held",
                            "A customer holds the unit; name them with `held_by` to withdraw it "
                            "all the same."};
constexpr ProblemKind kNotWithdrawn{409, "not_withdrawn", "The unit is not withdrawn."};

Outcome<List<WithdrawnView>> list_withdrawn(
    db::Tx& tx, const Call<shop::Act::see_stock, WithdrawnQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const auto order = order_of<shop::WithdrawnSort>(
      call.parameters.sort, {.column = shop::WithdrawnSort::withdrawn_at, .is_descending = true});
  return list_of<WithdrawnView>(shop::withdrawn_rows(tx, order, *part));
}

std::optional<ProductView> current_unit(db::Tx& tx, const WithdrawParameters& parameters) {
  const auto unit = shop::lock_unit(tx, parameters.id);
  return unit ? std::optional(copy_fields<ProductView>(*unit)) : std::nullopt;
}

Problem refusal(const shop::WithdrawRefusal& refused) {
  switch (refused.kind) {
    case shop::WithdrawRefusal::Kind::unknown_product:
      return kNotFound;
    case shop::WithdrawRefusal::Kind::sold:
      return kSold;
    case shop::WithdrawRefusal::Kind::held: {
      Problem problem(kHeld);
      problem.extra.emplace("held_by", refused.holder.value_or(0));
      return problem;
    }
  }
  std::unreachable();
}

Outcome<WithdrawnView> withdraw_product(
    db::Tx& tx, const Call<shop::Act::withdraw_product, WithdrawParameters>& call) {
  const auto& asked = call.parameters;
  const auto done = shop::withdraw_unit(tx, asked.id, number_of(asked.held_by),
                                        asked.reason.value_or(""), call.permit, call.now);
  return done ? Outcome<WithdrawnView>(copy_fields<WithdrawnView>(*done))
              : std::unexpected(refusal(done.error()));
}

Outcome<ProductView> return_product(db::Tx& tx,
                                    const Call<shop::Act::return_product, ProductPath>& call) {
  const auto id = call.parameters.id;
  const bool is_returned = shop::return_unit(tx, id, call.permit, call.now);
  const auto unit = shop::find_product(tx, id);
  if (!is_returned) {
    return std::unexpected(Problem(unit ? kNotWithdrawn : kNotFound));
  }
  return copy_fields<ProductView>(*unit);
}

}  // namespace

void add_withdrawal_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/products/withdrawn",
            .id = "listWithdrawnProducts",
            .subject = "Stock",
            .summary = "Lists units that were withdrawn from the shop.",
            .notes = {{"withdrawn_by", "Who did it: `web:admin`, `owner:7`."}}},
           &list_withdrawn);
  api.edit({.method = "DELETE",
            .path = "/api/products/{id}",
            .id = "withdrawProduct",
            .subject = "Stock",
            .summary = "Withdraws an unsold unit; it can be returned.",
            .notes = {{"reason", "For the audit log."},
                      {"held_by", "The customer whose reservation ends with it; they are told."}},
            .problems = {kSold, kHeld}},
           &current_unit, &withdraw_product);
  api.write({.method = "POST",
             .path = "/api/products/{id}/return",
             .id = "returnProduct",
             .subject = "Stock",
             .summary = "Puts a withdrawn unit on sale again, as it was.",
             .problems = {kNotWithdrawn},
             .key_use = KeyUse::optional},
            &return_product);
}

}  // namespace web
