// Offers: units that are alike.
#include <algorithm>
#include <boost/describe.hpp>
#include <ranges>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "shop/stock/changes/withdrawal.h"
#include "shop/stock/draft/restock.h"
#include "shop/stock/inventory.h"
#include "shop/stock/stock_offers.h"
#include "web/api/operations.h"
#include "web/api/stock/product_problem.h"
#include "web/operation/list.h"

namespace web {
namespace {

struct OfferView {
  std::int64_t product_id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money base_price;
  base::Percent discount_percent;
  std::int64_t free = 0;
  std::int64_t held = 0;
};
BOOST_DESCRIBE_STRUCT(OfferView, (),
                      (product_id, city, district, category, name, base_price, discount_percent,
                       free, held))

struct OfferQuery : ListParameters {
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
};
BOOST_DESCRIBE_STRUCT(OfferQuery, (ListParameters), (city, district, category))

struct RestockBody {
  std::int64_t product_id = 0;
  std::vector<std::string> delivery_texts;
  std::optional<bool> allow_repeated;
  std::optional<bool> dry_run;
};
BOOST_DESCRIBE_STRUCT(RestockBody, (), (product_id, delivery_texts, allow_repeated, dry_run))

struct RestockAnswer {
  std::int64_t added = 0;
  std::vector<std::int64_t> repeated;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(RestockAnswer, (), (added, repeated, message))

struct WithdrawOfferBody {
  std::int64_t product_id = 0;
  std::optional<std::string> reason;
  std::optional<bool> dry_run;
};
BOOST_DESCRIBE_STRUCT(WithdrawOfferBody, (), (product_id, reason, dry_run))

struct WithdrawOfferAnswer {
  std::int64_t withdrawn = 0;
};
BOOST_DESCRIBE_STRUCT(WithdrawOfferAnswer, (), (withdrawn))

constexpr std::size_t kErrorsMax = 20;

constexpr ProblemKind kRepeatedCodes{
    409, "already_had",
    "Some codes repeat others, or are of goods that the shop has, or has sold; nothing was added. "
    "`repeated` has their positions, from 0."};

Outcome<List<OfferView>> list_offers(db::Tx& tx,
                                     const Call<shop::Act::see_stock, OfferQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  return list_of<OfferView>(
      shop::stock_offers(tx, copy_fields<shop::PlaceFilter>(call.parameters), *part, call.now));
}

std::vector<std::int64_t> numbers_of(const std::vector<std::size_t>& positions) {
  return {positions.begin(), positions.end()};
}

Problem refusal(shop::RestockProblem problem) {
  switch (problem) {
    case shop::RestockProblem::unknown_product:
      return invalid_value("product_id", "must be that of a unit of the offer");
    case shop::RestockProblem::no_codes:
    case shop::RestockProblem::too_many_codes:
      return invalid_value("delivery_texts", fmt::format("must be 1 to {}", shop::kMaxRestock));
  }
  std::unreachable();
}

Problem refusal(const shop::BadCode& bad) {
  return refusal_of(bad.problem, fmt::format("/delivery_texts/{}", bad.position));
}

Problem refusal(const shop::RepeatedCodes& repeated) {
  Problem problem(kRepeatedCodes);
  problem.extra.emplace("repeated", json::encode(numbers_of(repeated.positions)));
  for (const auto position : repeated.positions | std::views::take(kErrorsMax)) {
    problem.errors.push_back({.pointer = fmt::format("/delivery_texts/{}", position),
                              .code = "already_had",
                              .detail = "repeats goods that the shop has had"});
  }
  return problem;
}

Outcome<RestockAnswer> restock_offer(
    db::Tx& tx, const Call<shop::Act::create_product, Nothing, RestockBody>& call) {
  const auto& body = call.body;
  const bool is_dry = body.dry_run.value_or(false);
  const auto repeats =
      body.allow_repeated.value_or(false) ? shop::Repeats::allowed : shop::Repeats::refused;
  const auto done = is_dry ? shop::check_restock(tx, body.product_id, body.delivery_texts, call.now)
                           : shop::restock_offer(tx, body.product_id, body.delivery_texts, repeats,
                                                 call.permit, call.now);
  if (!done) {
    return std::unexpected(
        std::visit([](const auto& refused) { return refusal(refused); }, done.error()));
  }
  const auto count = std::ssize(body.delivery_texts);
  const bool would_refuse = is_dry && repeats == shop::Repeats::refused && !done->repeated.empty();
  const auto added = would_refuse ? 0 : count;
  return RestockAnswer{.added = added,
                       .repeated = numbers_of(done->repeated),
                       .message = fmt::format("{} {} units of {}", is_dry ? "Would add" : "Added",
                                              added, done->product.name)};
}

Outcome<WithdrawOfferAnswer> withdraw_offer(
    db::Tx& tx, const Call<shop::Act::withdraw_product, Nothing, WithdrawOfferBody>& call) {
  const auto& body = call.body;
  const auto card = shop::find_card(tx, body.product_id, call.now);
  if (!card) {
    return std::unexpected(refusal(shop::RestockProblem::unknown_product));
  }
  if (body.dry_run.value_or(false)) {
    const auto free = shop::count_offer(tx, card->product, call.now).free;
    return WithdrawOfferAnswer{std::min<std::int64_t>(free, shop::kMaxWithdrawnAtOnce)};
  }
  return WithdrawOfferAnswer{
      shop::withdraw_offer(tx, card->product, body.reason.value_or(""), call.permit, call.now)};
}

}  // namespace

void add_offer_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/offers",
            .id = "listOffers",
            .subject = "Stock",
            .summary = "Lists offers, and how many units each has left.",
            .details = "An offer is the unsold units of the same place, name, price and discount. "
                       "Offers are not counted: there is no `total`.",
            .notes = {{"product_id", "One of its units."},
                      {"held", "Reserved by customers at this moment."}}},
           &list_offers);
  api.write(
      {.method = "POST",
       .path = "/api/offers/restock",
       .id = "restockOffer",
       .subject = "Stock",
       .summary = "Adds a unit to an offer for each code: all of them, or none.",
       .notes = {{"product_id", "Any unit of the offer, also a sold one."},
                 {"delivery_texts", "What each new unit delivers; up to 10,000."},
                 {"allow_repeated", "True to add goods that the shop has, or has sold, once more."},
                 {"dry_run", "True to learn what would be added; nothing is."},
                 {"repeated", "Positions in `delivery_texts`, from 0."}},
       .example = R"({"product_id":1,"delivery_texts":["CODE-1","CODE-2"]})",
       .problems = {kRepeatedCodes},
       .key_use = KeyUse::optional,
       .body_bytes_max = 4'000'000},
      &restock_offer);
  api.write({.method = "POST",
             .path = "/api/offers/withdraw",
             .id = "withdrawOffer",
             .subject = "Stock",
             .summary = "Withdraws the free units of an offer, at most 10,000 in one call.",
             .notes = {{"product_id", "Any unit of the offer."},
                       {"reason", "For the audit log."},
                       {"dry_run", "True to learn how many it would be; none is."}},
             .key_use = KeyUse::optional},
            &withdraw_offer);
}

}  // namespace web
