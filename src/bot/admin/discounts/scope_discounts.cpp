#include <boost/describe.hpp>

#include "base/typed_amount.h"
#include "bot/admin/discounts/discount_screens.h"
#include "bot/admin/discounts/scope_screens.h"
#include "bot/admin/discounts/typed_time.h"
#include "bot/admin/routes.h"
#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {
namespace {

using ScopePermit = shop::Permit<shop::Act::set_discount>;

constexpr std::string_view kScopePercent = "discount_scope_percent";
constexpr std::string_view kScopeEnd = "discount_scope_end";
constexpr int kMaxEnding = 10;

struct ScopePercentData {
  shop::DiscountScope scope = shop::DiscountScope::offer;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ScopePercentData, (), (scope, product_id))

struct ScopeEndData {
  shop::DiscountScope scope = shop::DiscountScope::offer;
  std::int64_t product_id = 0;
  base::Percent percent;
};
BOOST_DESCRIBE_STRUCT(ScopeEndData, (), (scope, product_id, percent))

template <class Data>
void wait_for_text(db::Tx& tx, const Request& request, std::string_view name, const Data& data) {
  shop::save_dialog(tx, request.chat_id(), {std::string(name), json::to_text(data)}, request.now);
}

Reply scope_gone(const Request& request) {
  return show(discount_refused_screen(request.texts, shop::DiscountRefusal::unknown_product));
}

Reply ask_scope(db::Tx& tx, const Request& request, const AskScopeDiscount& callback) {
  const auto unit = shop::find_product(tx, callback.product_id);
  if (!unit) {
    return scope_gone(request);
  }
  wait_for_text(tx, request, kScopePercent, ScopePercentData{callback.scope, unit->id});
  return show(ask_scope_screen(wording_of(request), callback.scope, *unit));
}

Reply show_preview(db::Tx& tx, const Request& request, const PreviewDiscount& callback) {
  const auto unit = shop::find_product(tx, callback.product_id);
  if (!unit) {
    return scope_gone(request);
  }
  const DiscountPreview preview{
      .asked = callback,
      .unit = *unit,
      .figures = shop::figures_of(tx, shop::filter_of(callback.scope, *unit))};
  return show(preview_screen(wording_of(request), preview, request.now));
}

Reply typed_percent(db::Tx& tx, const Request& request) {
  const auto data = json::parse<ScopePercentData>(request.dialog->data, json::Strictness::lenient);
  const auto percent = base::read_percent(request.text);
  if (data && !percent) {
    return show(bad_percent_screen(request.texts, request.text));
  }
  shop::clear_dialog(tx, request.chat_id());
  return data ? show_preview(tx, request, {data->scope, data->product_id, *percent, 0})
              : scope_gone(request);
}

Reply ask_end(db::Tx& tx, const Request& request, const AskDiscountEnd& callback) {
  wait_for_text(tx, request, kScopeEnd,
                ScopeEndData{callback.scope, callback.product_id, callback.percent});
  return show(ask_end_screen(wording_of(request), callback));
}

Reply typed_end(db::Tx& tx, const Request& request) {
  const auto data = json::parse<ScopeEndData>(request.dialog->data, json::Strictness::lenient);
  const auto end = read_time(request.text, request.settings.zone, request.now);
  if (data && !end) {
    return show(bad_end_screen(request.texts, request.text));
  }
  shop::clear_dialog(tx, request.chat_id());
  return data ? show_preview(tx, request,
                             {data->scope, data->product_id, data->percent, minutes_of(end)})
              : scope_gone(request);
}

// An end that has passed since it was shown is asked for again.
Reply apply_scope(db::Tx& tx, const Request& request, const ApplyDiscount& callback,
                  const ScopePermit& permit) {
  const auto unit = shop::find_product(tx, callback.product_id);
  const auto ends_at = time_of(callback.ends_min);
  if (!unit) {
    return scope_gone(request);
  }
  if (ends_at && *ends_at <= request.now) {
    return show_preview(tx, request, {callback.scope, callback.product_id, callback.percent, 0});
  }
  const auto done = shop::set_bulk_discount(tx, shop::filter_of(callback.scope, *unit),
                                            {callback.percent, ends_at}, permit, request.now);
  return show(bulk_screen(wording_of(request), done));
}

Reply show_bulk(db::Tx& tx, const Request& request, const ShowBulkDiscount& callback) {
  const auto discount = shop::find_bulk_discount(tx, callback.bulk_discount_id);
  return discount ? show(bulk_screen(wording_of(request), *discount))
                  : toast(request.texts.label("callback.stale"_msg));
}

Reply show_ending(db::Tx& tx, const Request& request, const ShowEndingDiscounts& /*callback*/) {
  return show(ending_screen(wording_of(request), shop::ending_discounts(tx, kMaxEnding)));
}

Reply end_now(db::Tx& tx, const Request& request, const EndDiscount& callback,
              const ScopePermit& permit) {
  const auto ended = shop::end_bulk_discount(
      tx, {.discount_percent = callback.percent, .discount_ends_at = time_of(callback.ends_min)},
      permit, request.now);
  return show(bulk_screen(wording_of(request), ended));
}

}  // namespace

void add_scope_discount_routes(Router& router) {
  constexpr auto act = shop::Act::set_discount;
  router.on_press<AskScopeDiscount>(act, db::Access::write, ask_scope);
  router.on_press<PreviewDiscount>(act, db::Access::read, show_preview);
  router.on_press<AskDiscountEnd>(act, db::Access::write, ask_end);
  router.on_act<act, ApplyDiscount>(apply_scope);
  router.on_press<ShowBulkDiscount>(act, db::Access::read, show_bulk);
  router.on_press<ShowEndingDiscounts>(act, db::Access::read, show_ending);
  router.on_act<act, EndDiscount>(end_now);
  router.on_dialog(std::string(kScopePercent), act, typed_percent);
  router.on_dialog(std::string(kScopeEnd), act, typed_end);
}

}  // namespace bot::admin
