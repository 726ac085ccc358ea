// Changes of an offer, and of what a unit delivers.
#include <algorithm>
#include <boost/describe.hpp>
#include <utility>
#include <vector>

#include "shop/core/enum_text.h"
#include "shop/stock/changes/edit.h"
#include "shop/stock/changes/withdrawal.h"
#include "shop/stock/discounts/discount.h"
#include "web/api/operations.h"
#include "web/api/stock/product_problem.h"
#include "web/api/stock/product_view.h"
#include "web/core/copy_fields.h"

namespace web {
namespace {

// What is left out stays as it is.
struct ProductPatch : shop::OfferPatch {
  std::optional<base::Percent> discount_percent;
  std::optional<base::Timestamp> discount_ends_at;
};
BOOST_DESCRIBE_STRUCT(ProductPatch, (shop::OfferPatch), (discount_percent, discount_ends_at))

// What a unit delivers.
struct DeliveryView {
  std::optional<std::string> delivery_photo;
  std::optional<base::Coordinate> delivery_latitude;
  std::optional<base::Coordinate> delivery_longitude;
  std::string delivery_text;
};
BOOST_DESCRIBE_STRUCT(DeliveryView, (),
                      (delivery_photo, delivery_latitude, delivery_longitude, delivery_text))

constexpr ProblemKind kDeliveredAlready{
    409, "already_had", "The shop has, or has sold, goods with this `delivery_text`."};

Problem refusal(shop::EditProblem problem) {
  switch (problem) {
    case shop::EditProblem::unknown_product:
      return kNotFound;
    case shop::EditProblem::sold:
      return kSold;
    case shop::EditProblem::does_not_fit:
      return kInvalidRequest;
    case shop::EditProblem::already_had:
      return kDeliveredAlready;
  }
  std::unreachable();
}

std::optional<ProductView> current_product(db::Tx& tx, const ProductPath& path) {
  const auto unit = shop::lock_unit(tx, path.id);
  return unit ? std::optional(copy_fields<ProductView>(*unit)) : std::nullopt;
}

using EditCall = Call<shop::Act::edit_product, ProductPath, ProductPatch>;

Outcome<void> edit_fields(db::Tx& tx, const EditCall& call) {
  if (const auto problem = shop::check_patch(call.body)) {
    return std::unexpected(refusal_of(*problem));
  }
  const auto edits = shop::edits_of(call.body);
  if (edits.empty()) {
    return {};
  }
  const auto edited = shop::edit_offer(tx, call.parameters.id, edits, call.permit, call.now);
  return edited ? Outcome<void>() : std::unexpected(refusal(edited.error()));
}

Outcome<void> edit_discount(db::Tx& tx, const EditCall& call) {
  const auto terms = terms_of(call.body.discount_percent, call.body.discount_ends_at,
                              "discount_ends_at", call.now);
  if (!terms || !*terms) {
    return terms ? Outcome<void>() : std::unexpected(terms.error());
  }
  const auto permit = shop::permit<shop::Act::set_discount>(call.permit.actor());
  if (!permit) {
    return std::unexpected(Problem(kForbidden));
  }
  const auto set = shop::set_discount(tx, call.parameters.id, **terms, *permit, call.now);
  return set ? Outcome<void>() : std::unexpected(Problem(kSold));
}

Outcome<ProductView> edit_product(db::Tx& tx, const EditCall& call) {
  if (shop::find_product(tx, call.parameters.id)->is_sold) {
    return std::unexpected(Problem(kSold));
  }
  auto done = edit_fields(tx, call);
  if (done) {
    done = edit_discount(tx, call);
  }
  if (!done) {
    return std::unexpected(std::move(done.error()));
  }
  return copy_fields<ProductView>(*shop::find_product(tx, call.parameters.id));
}

Outcome<DeliveryView> show_delivery(db::Tx& tx,
                                    const Call<shop::Act::see_deliveries, ProductPath>& call) {
  const auto id = call.parameters.id;
  if (const auto delivery = shop::find_delivery(tx, id)) {
    return copy_fields<DeliveryView>(*delivery);
  }
  return std::unexpected(Problem(shop::find_product(tx, id) ? kSold : kNotFound));
}

std::optional<DeliveryView> current_delivery(db::Tx& tx, const ProductPath& path) {
  shop::lock_unit(tx, path.id);
  const auto delivery = shop::find_delivery(tx, path.id);
  return delivery ? std::optional(copy_fields<DeliveryView>(*delivery)) : std::nullopt;
}

// What is wrong with the unit when it delivers that.
std::optional<shop::ProductProblem> check_delivery(const shop::Product& unit,
                                                   const DeliveryView& delivery) {
  return shop::check_product({.city = unit.city,
                              .district = unit.district,
                              .category = unit.category,
                              .name = unit.name,
                              .description = unit.description,
                              .base_price = unit.base_price,
                              .delivery_photo = delivery.delivery_photo,
                              .delivery_latitude = delivery.delivery_latitude,
                              .delivery_longitude = delivery.delivery_longitude,
                              .delivery_text = delivery.delivery_text});
}

Outcome<DeliveryView> edit_delivery(
    db::Tx& tx, const Call<shop::Act::edit_product, ProductPath, DeliveryView>& call) {
  const auto id = call.parameters.id;
  const auto unit = shop::find_product(tx, id);
  if (!unit) {
    return std::unexpected(Problem(kNotFound));
  }
  if (const auto problem = check_delivery(*unit, call.body)) {
    return std::unexpected(refusal_of(*problem));
  }
  const auto edited =
      shop::edit_delivery(tx, id, copy_fields<shop::DraftUnit>(call.body), call.permit, call.now);
  return edited ? Outcome<DeliveryView>(call.body) : std::unexpected(refusal(edited.error()));
}

}  // namespace

void add_product_edit_operations(Api& api) {
  api.edit({.method = "PATCH",
            .path = "/api/products/{id}",
            .id = "editProduct",
            .subject = "Stock",
            .summary = "Changes the offer of a unit: all its unsold units.",
            .details = "Customers who hold one of them see the new price before they buy. The "
                       "discount of a large offer is finished shortly after the answer.",
            .notes = {{"discount_ends_at", "When the price goes back by itself."}},
            .example = R"({"base_price":"79.50","discount_percent":20})",
            .problems = {kSold}},
           &current_product, &edit_product);
  api.read({.method = "GET",
            .path = "/api/products/{id}/delivery",
            .id = "showProductDelivery",
            .subject = "Stock",
            .summary = "Shows what a unit that is not sold would deliver.",
            .notes = {{"delivery_photo", "A Telegram file id or a URL."}},
            .problems = {kSold}},
           &show_delivery);
  api.edit({.method = "PUT",
            .path = "/api/products/{id}/delivery",
            .id = "editProductDelivery",
            .subject = "Stock",
            .summary = "Replaces what a unit delivers.",
            .notes = {{"delivery_photo", "A Telegram file id or a URL."}},
            .problems = {kSold, kDeliveredAlready}},
           &current_delivery, &edit_delivery);
}

}  // namespace web
