#include <boost/describe.hpp>

#include <fmt/format.h>

#include "base/text.h"
#include "base/typed_amount.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/discounts/discount_screens.h"
#include "bot/admin/discounts/scope_screens.h"
#include "bot/admin/routes.h"
#include "bot/places/place_walk.h"
#include "bot/view/wording.h"
#include "json/json.h"
#include "shop/core/dialog.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discounts/discount.h"

namespace bot::admin {
namespace {

// The dialog that waits for a percentage.
constexpr std::string_view kAskPercent = "discount_percent";

struct AskPercentData {
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskPercentData, (), (product_id))

Reply refuse(const Request& request, shop::DiscountRefusal refusal) {
  return show(discount_refused_screen(request.texts, refusal));
}

shop::DiscountScope scope_at(PlaceLevel level) {
  switch (level) {
    case PlaceLevel::districts:
      return shop::DiscountScope::city;
    case PlaceLevel::categories:
      return shop::DiscountScope::district;
    case PlaceLevel::offers:
      return shop::DiscountScope::category;
  }
  return shop::DiscountScope::category;
}

struct DiscountWalk : DiscountSteps {
  static void add_actions(const Request& request, const shop::Product& from, PlaceLevel level,
                          Screen& screen) {
    const auto scope = scope_at(level);
    screen.add({button(short_label(scope_label(wording_of(request), scope, from)),
                       AskScopeDiscount{scope, from.id}),
                button(request.texts.label("discount.with_end"_msg), ShowEndingDiscounts{})});
  }
  static void add_way_out(db::Tx& /*tx*/, const Request& request, Screen& screen) {
    screen.add(back_button(request.texts, ShowPanel{}));
  }
  static Screen gone(const Texts& texts) {
    return discount_refused_screen(texts, shop::DiscountRefusal::unknown_product);
  }
};

Reply ask_percent(db::Tx& tx, const Request& request, const AskDiscount& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return refuse(request, shop::DiscountRefusal::unknown_product);
  }
  if (card->product.is_sold) {
    return refuse(request, shop::DiscountRefusal::sold);
  }
  const AskPercentData data{card->product.id};
  shop::save_dialog(tx, request.chat_id(), {std::string(kAskPercent), json::to_text(data)},
                    request.now);
  return show(ask_discount_screen(wording_of(request), card->product));
}

using DiscountPermit = shop::Permit<shop::Act::set_discount>;

Reply apply(db::Tx& tx, const Request& request, std::int64_t product_id, base::Percent percent,
            const DiscountPermit& permit) {
  const auto before = shop::find_card(tx, product_id, request.now);
  const auto done = shop::set_discount(tx, product_id, {percent}, permit, request.now);
  return done ? show(discount_set_screen(wording_of(request), *done,
                                         before->product.discount_percent))
              : refuse(request, done.error());
}

Reply set_preset(db::Tx& tx, const Request& request, const SetDiscount& callback,
                 const DiscountPermit& permit) {
  return apply(tx, request, callback.product_id, callback.percent, permit);
}

// Leaves the dialog only for a valid percentage.
Reply set_typed(db::Tx& tx, const Request& request, const DiscountPermit& permit) {
  const auto data = json::parse<AskPercentData>(request.dialog->data, json::Strictness::lenient);
  const auto percent = base::read_percent(request.text);
  if (data && !percent) {
    return show(bad_percent_screen(request.texts, request.text));
  }
  shop::clear_dialog(tx, request.chat_id());
  return data ? apply(tx, request, data->product_id, *percent, permit)
              : refuse(request, shop::DiscountRefusal::unknown_product);
}

}  // namespace

void add_discount_routes(Router& router) {
  router.on_command<DiscountCities>({.name = "set_discount",
                                     .audience = shop::Act::set_discount,
                                     .description = "command.set_discount"_msg},
                                    db::Access::read, show_cities<DiscountWalk>);
  router.add_to_panel("admin.discounts"_msg, DiscountCities{}, shop::Act::set_discount);
  add_walk_routes<DiscountWalk>(router, shop::Act::set_discount);
  router.on_press<AskDiscount>(shop::Act::set_discount, db::Access::write, ask_percent);
  router.on_act<shop::Act::set_discount, SetDiscount>(set_preset);
  router.on_act_dialog<shop::Act::set_discount>(std::string(kAskPercent), set_typed);
}

}  // namespace bot::admin
