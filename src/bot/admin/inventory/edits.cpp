#include <boost/describe.hpp>

#include "base/text.h"
#include "base/typed_amount.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/inventory/unit_screens.h"
#include "bot/admin/routes.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/stock/changes/edit.h"
#include "shop/stock/low_stock.h"

namespace bot::admin {
namespace {

constexpr std::string_view kFieldDialog = "edit_offer";
constexpr std::string_view kDeliveryDialog = "edit_delivery";

struct FieldData {
  std::int64_t product_id = 0;
  shop::OfferField field = shop::OfferField::name;
};
BOOST_DESCRIBE_STRUCT(FieldData, (), (product_id, field))

struct DeliveryData {
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(DeliveryData, (), (product_id))

using EditPermit = shop::Permit<shop::Act::edit_product>;

Reply no_such_offer(const Request& request) { return show(stock_gone_screen(request.texts)); }

Reply show_offer_edit(db::Tx& tx, const Request& request, const ShowOfferEdit& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  return card ? show(offer_edit_screen(wording_of(request), card->product))
              : no_such_offer(request);
}

Reply ask_field(db::Tx& tx, const Request& request, const AskOfferField& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return no_such_offer(request);
  }
  const FieldData data{card->product.id, callback.field};
  shop::save_dialog(tx, request.chat_id(), {std::string(kFieldDialog), json::to_text(data)},
                    request.now);
  return show(ask_offer_field_screen(wording_of(request), card->product, callback.field));
}

// What was typed, as the field wants it; empty: it does not fit.
std::optional<std::variant<std::string, base::Money>> typed_value(const Request& request,
                                                                  shop::OfferField field) {
  if (field == shop::OfferField::base_price) {
    const auto price = base::read_amount(request.text, request.settings.currency);
    return price ? std::optional<std::variant<std::string, base::Money>>(*price) : std::nullopt;
  }
  const auto text = field == shop::OfferField::description ? std::string(base::trim(request.text))
                                                           : base::squeeze(request.text);
  // "-" takes a description away.
  const bool is_removed = field == shop::OfferField::description && text == "-";
  if (text.empty()) {
    return std::nullopt;
  }
  return is_removed ? std::string() : text;
}

Reply typed_field(db::Tx& tx, const Request& request, const EditPermit& permit) {
  const auto data = json::parse<FieldData>(request.dialog->data, json::Strictness::lenient);
  if (!data) {
    shop::clear_dialog(tx, request.chat_id());
    return no_such_offer(request);
  }
  const auto value = typed_value(request, data->field);
  const auto bad = [&] {
    return show(bad_field_screen(request.texts, data->product_id, data->field));
  };
  if (!value) {
    return bad();
  }
  const auto edited =
      shop::edit_offer(tx, data->product_id, data->field, *value, permit, request.now);
  if (!edited && edited.error() == shop::EditProblem::does_not_fit) {
    return bad();
  }
  shop::clear_dialog(tx, request.chat_id());
  if (!edited) {
    return no_such_offer(request).with_toast(edit_problem_label(request.texts, edited.error()));
  }
  Reply reply = show(load_stock_offer(tx, request, edited->product));
  reply.screen->text += "\n\n" + request.texts.plural_text("stock.edited"_msg, edited->updated);
  return reply;
}

Reply ask_delivery(db::Tx& tx, const Request& request, const AskUnitDelivery& callback) {
  if (!shop::find_delivery(tx, callback.product_id)) {
    return no_such_offer(request);
  }
  shop::save_dialog(
      tx, request.chat_id(),
      {std::string(kDeliveryDialog), json::to_text(DeliveryData{callback.product_id})},
      request.now);
  return show(ask_unit_delivery_screen(request.texts, callback.product_id));
}

// A text, a photo or a location replaces that part of the delivery.
shop::DraftUnit with_message(shop::DraftUnit delivery, const Request& request) {
  if (!request.photo_file_id.empty()) {
    delivery.delivery_photo = request.photo_file_id;
  }
  if (request.location) {
    delivery.delivery_latitude = request.location->latitude;
    delivery.delivery_longitude = request.location->longitude;
  }
  if (const auto text = base::trim(request.text); !text.empty()) {
    delivery.delivery_text = text;
  }
  return delivery;
}

Reply sent_delivery(db::Tx& tx, const Request& request, const EditPermit& permit) {
  const auto data = json::parse<DeliveryData>(request.dialog->data, json::Strictness::lenient);
  const auto before = data ? shop::find_delivery(tx, data->product_id) : std::nullopt;
  if (!before) {
    shop::clear_dialog(tx, request.chat_id());
    return no_such_offer(request);
  }
  const bool has_content =
      !request.photo_file_id.empty() || request.location || !base::trim(request.text).empty();
  if (!has_content) {
    return show(ask_unit_delivery_screen(request.texts, data->product_id));
  }
  const auto edited = shop::edit_delivery(tx, data->product_id, with_message(*before, request),
                                          permit, request.now);
  if (!edited) {
    Screen again = ask_unit_delivery_screen(request.texts, data->product_id);
    again.text =
        base::escape_html(edit_problem_label(request.texts, edited.error())) + "\n\n" + again.text;
    return show(std::move(again));
  }
  shop::clear_dialog(tx, request.chat_id());
  return show(unit_screen(request, *shop::find_product(tx, data->product_id),
                          shop::find_unit_entry(tx, data->product_id, request.now)));
}

Reply ask_low_stock_line(db::Tx& tx, const Request& request, const AskLowStockLine& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return no_such_offer(request);
  }
  const auto& unit = card->product;
  return show(low_stock_line_screen(
      wording_of(request), unit,
      shop::low_stock_of(tx, shop::place_of(unit), unit.name, request.settings.low_stock_line)
          .line));
}

Reply set_low_stock_line(db::Tx& tx, const Request& request, const SetLowStockLine& callback,
                         const EditPermit& permit) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return no_such_offer(request);
  }
  if (callback.line >= 0 && callback.line <= shop::kMaxLowStockLine) {
    shop::set_low_stock_line(tx, card->product, callback.line, permit, request.now);
  }
  return show(load_stock_offer(tx, request, card->product));
}

}  // namespace

void add_edit_routes(Router& router) {
  using shop::Act;
  router.on_press<ShowOfferEdit>(Act::edit_product, db::Access::read, show_offer_edit);
  router.on_press<AskOfferField>(Act::edit_product, db::Access::write, ask_field);
  router.on_press<AskUnitDelivery>(Act::edit_product, db::Access::write, ask_delivery);
  router.on_press<AskLowStockLine>(Act::edit_product, db::Access::read, ask_low_stock_line);
  router.on_act<Act::edit_product, SetLowStockLine>(set_low_stock_line);
  router.on_act_dialog<Act::edit_product>(std::string(kFieldDialog), typed_field);
  router.on_act_dialog<Act::edit_product>(std::string(kDeliveryDialog), sent_delivery);
}

}  // namespace bot::admin
