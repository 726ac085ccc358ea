#include "shop/testing/model_shop.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "shop/reports/audit.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discounts/discount.h"
#include "shop/stock/import/product_csv.h"
#include "shop/testing/bans.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using Kind = PurchaseRefusal::Kind;

constexpr int kKeys = 12;   // so that some are used again
constexpr int kOffers = 5;  // more than a customer may reserve
constexpr int kMaxUnits = 60;

std::string row(int offer, int units) {
  return fmt::format("Warsaw,Center,Vouchers,Offer {},,{}.{:02},,,,,Code,{}\n", offer,
                     10 * offer + 5, 33 * offer % 100, units);
}

template <class T, class E>
bool agrees(const std::expected<T, E>& result, const std::optional<E>& refusal) {
  return result.has_value() ? !refusal : refusal == result.error();
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Step& step) {
  static constexpr std::array kNames{"adjust", "reserve", "release", "purchase", "discount",
                                     "import", "ban",     "wait",    "clean_up"};
  return out << kNames.at(static_cast<std::size_t>(step.kind)) << "(user " << step.user << ", unit "
             << step.unit << ", amount " << step.amount << ", percent " << step.percent << ")";
}

ModelShop::ModelShop(db::Tx& tx) : tx_(tx), now_(kNow) {
  for (std::int64_t id = 1; id <= kCustomers; ++id) {
    add_customer(tx_, id);
    balances_[id] = Money();
  }
  for (int offer = 0; offer < kOffers; ++offer) {
    import({.unit = offer, .amount = offer});
  }
}

void ModelShop::expect(bool holds, std::string_view what) {
  if (!holds && disagreement_.empty()) {
    disagreement_ = what;
  }
}

ModelShop::Unit& ModelShop::unit_of(const Step& step) {
  return units_[static_cast<std::size_t>(step.unit) % units_.size()];
}

bool ModelShop::are_one_offer(const Unit& a, const Unit& b) {
  return a.name == b.name && a.base_price == b.base_price && a.percent == b.percent;
}

void ModelShop::take(const Step& step) {
  switch (step.kind) {
    case Step::Kind::adjust:
      return adjust(step);
    case Step::Kind::reserve:
      return reserve(step);
    case Step::Kind::release:
      return release(step);
    case Step::Kind::purchase:
      return purchase(step);
    case Step::Kind::discount:
      return discount(step);
    case Step::Kind::import:
      return import(step);
    case Step::Kind::ban:
      return ban(step);
    case Step::Kind::wait:
      now_ += kReservationTime / 3 * (std::abs(step.amount) % 4);
      return;
    case Step::Kind::clean_up:
      return clean_up();
  }
}

std::optional<AdjustRefusal> ModelShop::expected_refusal(const Adjustment& adjustment) const {
  if (adjustment.amount.is_zero()) {
    return AdjustRefusal::zero_amount;
  }
  if (const auto earlier = adjustments_.find(adjustment.idempotency_key);
      earlier != adjustments_.end()) {
    const bool is_same = earlier->second.user_id == adjustment.user_id &&
                         earlier->second.amount == adjustment.amount;
    return is_same ? std::nullopt : std::optional(AdjustRefusal::key_conflict);
  }
  return (balances_.at(adjustment.user_id) + adjustment.amount).is_negative()
             ? std::optional(AdjustRefusal::not_enough_money)
             : std::nullopt;
}

void ModelShop::adjust(const Step& step) {
  const Adjustment adjustment{.user_id = user_of(step),
                              .amount = Money::hundredths(step.amount),
                              .reason = "test",
                              .idempotency_key = fmt::format("key {}", step.unit % kKeys)};
  const auto refusal = expected_refusal(adjustment);
  const auto result =
      shop::adjust(tx_, adjustment, permit<Act::adjust>(Actor::cli()).value(), now_);
  expect(agrees(result, refusal), "an adjustment's outcome");
  if (!result || refusal) {
    return;
  }
  const bool is_new = adjustments_.try_emplace(adjustment.idempotency_key, adjustment).second;
  expect(result->is_repeat == !is_new, "an adjustment's repeat");
  if (is_new) {
    balances_[adjustment.user_id] += adjustment.amount;
    expect(result->balance == balances_[adjustment.user_id], "an adjustment's balance");
  }
}

const ModelShop::Unit* ModelShop::own_reservation(std::int64_t user_id, const Unit& wanted) const {
  const auto own = std::ranges::find_if(units_, [&](const Unit& unit) {
    return unit.is_reserved(now_) && unit.reserved_by == user_id && are_one_offer(unit, wanted);
  });
  return own == units_.end() ? nullptr : &*own;
}

bool ModelShop::is_too_often(std::int64_t user_id, const Unit& wanted) const {
  if (balances_.at(user_id) >= wanted.price()) {
    return false;
  }
  const auto [first, last] = bought_.equal_range(user_id);
  const auto recent = std::count_if(
      first, last, [&](const auto& order) { return order.second > now_ - std::chrono::days(1); });
  const auto debt = debts_.find(user_id);
  const auto owed =
      debt == debts_.end() ? std::chrono::microseconds(0) : std::max(debt->second - now_, {});
  const auto one = kReservationTime * kReservationRecovery;
  return owed + one > one * (kReservationsWithoutPurchase + recent);
}

std::optional<ReserveRefusal> ModelShop::expected_refusal(std::int64_t user_id,
                                                          const Unit& wanted) const {
  if (banned_.contains(user_id)) {
    return ReserveRefusal::banned;
  }
  if (own_reservation(user_id, wanted) != nullptr) {
    return std::nullopt;
  }
  const auto reserved = std::ranges::count_if(units_, [&](const Unit& unit) {
    return unit.is_reserved(now_) && unit.reserved_by == user_id;
  });
  if (reserved >= kMaxReservations) {
    return ReserveRefusal::too_many;
  }
  const auto any = [&](auto condition) {
    return std::ranges::any_of(
        units_, [&](const Unit& unit) { return are_one_offer(unit, wanted) && condition(unit); });
  };
  if (any([&](const Unit& unit) { return unit.is_free(now_); })) {
    return is_too_often(user_id, wanted) ? std::optional(ReserveRefusal::too_often) : std::nullopt;
  }
  return any([](const Unit& unit) { return !unit.buyer; }) ? ReserveRefusal::held_by_other
                                                           : ReserveRefusal::sold;
}

void ModelShop::reserve(const Step& step) {
  const auto user_id = user_of(step);
  const auto wanted = unit_of(step);
  const auto refusal = expected_refusal(user_id, wanted);
  const auto result = shop::reserve(tx_, user_id, wanted.id, now_, kReservationTime);
  expect(agrees(result, refusal), "a reservation's outcome");
  if (result && !refusal) {
    note_reservation(user_id, wanted, *result);
  }
}

void ModelShop::note_reservation(std::int64_t user_id, const Unit& wanted,
                                 const Reservation& reservation) {
  const auto unit = std::ranges::find(units_, reservation.product.id, &Unit::id);
  if (unit == units_.end()) {
    return expect(false, "a reservation's unit");
  }
  if (const auto* own = own_reservation(user_id, wanted)) {
    expect(own->id == unit->id && own->until == reservation.reserved_until,
           "the own reservation again");
    return;
  }
  expect(unit->is_free(now_) && are_one_offer(*unit, wanted), "a reservation's unit is free");
  expect(unit->id == wanted.id || !wanted.is_free(now_), "the unit that was asked for comes first");
  expect(reservation.reserved_until == now_ + kReservationTime, "a reservation's end");
  unit->reserved_by = user_id;
  unit->until = now_ + kReservationTime;
  if (balances_.at(user_id) < unit->price()) {
    auto& debt = debts_.try_emplace(user_id, now_).first->second;
    debt = std::max(debt, now_) + kReservationTime * kReservationRecovery;
  }
}

void ModelShop::release(const Step& step) {
  auto& unit = unit_of(step);
  const bool is_own = unit.reserved_by == user_of(step);
  expect(shop::release(tx_, user_of(step), unit.id) == is_own, "a release's outcome");
  if (is_own) {
    unit.reserved_by.reset();
  }
}

std::optional<Kind> ModelShop::expected_refusal(std::int64_t user_id, const Unit& unit,
                                                Money shown_price) const {
  if (unit.buyer) {
    return unit.buyer == user_id ? std::nullopt : std::optional(Kind::sold);
  }
  if (banned_.contains(user_id)) {
    return Kind::banned;
  }
  if (!unit.is_reserved(now_) || unit.reserved_by != user_id) {
    return Kind::no_reservation;
  }
  if (unit.price() != shown_price) {
    return Kind::price_changed;
  }
  return balances_.at(user_id) < unit.price() ? std::optional(Kind::not_enough_money)
                                              : std::nullopt;
}

void ModelShop::purchase(const Step& step) {
  const auto user_id = user_of(step);
  auto& unit = unit_of(step);
  const auto shown_price = unit.price() + Money::hundredths(step.percent % 10 == 0 ? 1 : 0);
  const auto refusal = expected_refusal(user_id, unit, shown_price);
  const auto result = shop::purchase(tx_, user_id, unit.id, shown_price, now_);
  expect(result ? !refusal : refusal == result.error().kind, "a purchase's outcome");
  if (!result || refusal) {
    return;
  }
  if (unit.buyer) {
    return expect(result->id == unit.order_id, "the same order again");
  }
  balances_[user_id] -= unit.price();
  bought_.emplace(user_id, now_);
  unit.buyer = user_id;
  unit.reserved_by.reset();
  unit.order_id = result->id;
}

void ModelShop::discount(const Step& step) {
  const auto percent = *base::Percent::of(step.percent % 101);
  const auto wanted = unit_of(step);
  if (wanted.buyer) {
    return;  // a sold unit means another of its offer; discount_test.cpp covers that
  }
  expect(set_discount(tx_, wanted.id, {percent}, permit<Act::set_discount>(Actor::owner(1)).value(),
                      now_)
             .has_value(),
         "a discount");
  for (auto& unit : units_) {
    if (!unit.buyer && are_one_offer(unit, wanted)) {
      unit.percent = percent;
    }
  }
}

void ModelShop::import(const Step& step) {
  const int offer = step.unit % kOffers;
  const int units = std::abs(step.amount) % 4 + 1;
  if (units_.size() > kMaxUnits) {
    return;
  }
  std::istringstream file(
      "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
      "delivery_latitude,delivery_longitude,delivery_text,quantity\n" +
      row(offer, units));
  const auto last = units_.empty() ? 0 : units_.back().id;
  expect(import_products(tx_, file, Repeats::allowed,
                         permit<Act::import_products>(Actor::cli()).value(), now_)
             .has_value(),
         "an import");
  for (const auto id :
       tx_.all<std::int64_t>("SELECT id FROM products WHERE id > $1 ORDER BY id", last)) {
    const auto product = find_product(tx_, id).value();
    units_.push_back({.id = id,
                      .name = fmt::format("Offer {}", offer),
                      .base_price = product.base_price,
                      .percent = {},
                      .reserved_by = std::nullopt,
                      .until = {},
                      .buyer = std::nullopt});
  }
}

void ModelShop::ban(const Step& step) {
  const auto user_id = user_of(step);
  const bool banned = step.amount % 4 == 0;
  expect(set_banned(tx_, user_id, banned), "a ban");
  banned ? static_cast<void>(banned_.insert(user_id)) : static_cast<void>(banned_.erase(user_id));
}

void ModelShop::clean_up() {
  int over = 0;
  for (auto& unit : units_) {
    if (unit.reserved_by && unit.until <= now_) {
      unit.reserved_by.reset();
      ++over;
    }
  }
  expect(release_expired(tx_, now_) == over, "how many reservations were over");
}

void ModelShop::compare_unit(const Unit& unit) {
  const auto product = find_product(tx_, unit.id).value();
  expect(product.is_sold == unit.buyer.has_value(), "what is sold");
  expect(product.reserved_by == unit.reserved_by, "who has reserved a unit");
  expect(!unit.reserved_by || product.reserved_until == unit.until,
         "until when a unit is reserved");
  expect(product.discount_percent == unit.percent, "a unit's discount");
}

void ModelShop::compare() {
  for (const auto& [id, balance] : balances_) {
    expect(find_customer(tx_, id)->balance == balance, "a balance");
  }
  std::ranges::for_each(units_, [this](const Unit& unit) { compare_unit(unit); });
  const auto sentences = violations(tx_, now_);
  expect(sentences.empty(), fmt::format("the audit: {}", fmt::join(sentences, " ")));
}

}  // namespace shop
