#include "shop/stock/changes/edit.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/enum_text.h"
#include "shop/core/sql.h"
#include "shop/stock/goods.h"

namespace shop {
namespace {

// Details in the audit log.
struct EditDetails {
  OfferField field = OfferField::name;
  std::string before;
  std::string after;
  std::int64_t updated = 0;  // units
};
BOOST_DESCRIBE_STRUCT(EditDetails, (), (field, before, after, updated))

std::string value_of(const Product& unit, OfferField field) {
  switch (field) {
    case OfferField::base_price:
      return unit.base_price.decimal();
    case OfferField::name:
      return unit.name;
    case OfferField::description:
      return unit.description;
    case OfferField::city:
      return unit.city;
    case OfferField::district:
      return unit.district;
    case OfferField::category:
      return unit.category;
  }
  return {};
}

// What is kept for the offer's place and name stays with it when it is renamed or moved.
void move_along(db::Tx& tx, const Product& before, const Product& after) {
  if (place_of(before) == place_of(after) && before.name == after.name) {
    return;
  }
  for (const std::string_view table : {"low_stock", "offer_pictures"}) {
    tx.execute(fmt::format("UPDATE {0} SET city = $5, district = $6, category = $7, name = $8 "
                           "WHERE city = $1 AND district = $2 AND category = $3 AND name = $4 "
                           "AND NOT EXISTS (SELECT 1 FROM {0} WHERE city = $5 AND district = $6 "
                           "AND category = $7 AND name = $8)",
                           table),
               before.city, before.district, before.category, before.name, after.city,
               after.district, after.category, after.name);
  }
}

std::int64_t update_offer(db::Tx& tx, std::int64_t id, std::span<const OfferEdit> edits) {
  return set_fields(tx, edits,
                    fmt::format("is_sold = false AND id IN "
                                "(SELECT f.id FROM products p JOIN products f ON {} "
                                "WHERE p.id = $1)",
                                sql::kSameOffer),
                    db::to_value(id));
}

void record_edit(db::Tx& tx, OfferField field, const Product& before, const OfferEdited& edited,
                 const Permit<Act::edit_product>& permit, base::Timestamp now) {
  record(tx, permit,
         {.subject = fmt::format("product:{}", before.id),
          .details = json::to_text(EditDetails{.field = field,
                                               .before = value_of(before, field),
                                               .after = value_of(edited.product, field),
                                               .updated = edited.updated})},
         now);
}

std::optional<DraftUnit> read_delivery(db::Tx& tx, std::string_view table, std::int64_t id) {
  return tx.first<DraftUnit>(
      fmt::format("SELECT {} FROM {} WHERE id = $1", db::columns<DraftUnit>(), table), id);
}

}  // namespace

std::expected<OfferEdited, EditProblem> edit_offer(
    db::Tx& tx, std::int64_t product_id, OfferField field,
    const std::variant<std::string, base::Money>& value, const Permit<Act::edit_product>& permit,
    base::Timestamp now) {
  const OfferEdit edit{field, value};
  return edit_offer(tx, product_id, std::span(&edit, 1), permit, now);
}

std::expected<OfferEdited, EditProblem> edit_offer(db::Tx& tx, std::int64_t product_id,
                                                   std::span<const OfferEdit> edits,
                                                   const Permit<Act::edit_product>& permit,
                                                   base::Timestamp now) {
  const auto card = find_card(tx, product_id, now);
  if (!card) {
    return std::unexpected(EditProblem::unknown_product);
  }
  if (std::ranges::any_of(edits, [](const auto& edit) { return check_edit(edit).has_value(); })) {
    return std::unexpected(EditProblem::does_not_fit);
  }
  const Product& before = card->product;
  const auto updated = update_offer(tx, before.id, edits);
  if (updated == 0) {
    return std::unexpected(EditProblem::sold);
  }
  OfferEdited edited{*find_product(tx, before.id), updated};
  move_along(tx, before, edited.product);
  for (const auto& edit : edits) {
    record_edit(tx, edit.field, before, edited, permit, now);
  }
  return edited;
}

std::optional<DraftUnit> find_delivery(db::Tx& tx, std::int64_t id) {
  const auto unit = find_product(tx, id);
  if (unit && unit->is_sold) {
    return std::nullopt;
  }
  return read_delivery(tx, unit ? "products" : "withdrawn_products", id);
}

std::expected<void, EditProblem> edit_delivery(db::Tx& tx, std::int64_t id,
                                               const DraftUnit& delivery,
                                               const Permit<Act::edit_product>& permit,
                                               base::Timestamp now) {
  if (check_field("delivery_text", delivery.delivery_text)) {
    return std::unexpected(EditProblem::does_not_fit);
  }
  const auto before = find_delivery(tx, id);
  const auto unit = find_product(tx, id);
  if (!before || !unit) {
    return std::unexpected(unit ? EditProblem::sold : EditProblem::unknown_product);
  }
  const auto key = goods_key(delivery.delivery_text);
  if (key != goods_key(before->delivery_text) && !note_goods(tx, std::span(&key, 1)).empty()) {
    return std::unexpected(EditProblem::already_had);
  }
  if (tx.execute("UPDATE products SET delivery_photo = $2, delivery_latitude = $3, "
                 "delivery_longitude = $4, delivery_text = $5 WHERE id = $1 AND is_sold = false",
                 id, delivery.delivery_photo, delivery.delivery_latitude,
                 delivery.delivery_longitude, delivery.delivery_text) == 0) {
    return std::unexpected(EditProblem::sold);
  }
  record(tx, permit,
         {.subject = fmt::format("product:{}", id), .details = R"({"field":"delivery"})"}, now);
  return {};
}

}  // namespace shop
