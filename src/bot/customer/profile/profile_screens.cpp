#include "bot/customer/profile/profile_screens.h"

#include <utility>

#include "bot/customer/menu_screens.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/profile/referral_screens.h"
#include "bot/view/customer_wording.h"
#include "shop/customers/tier.h"

namespace bot::customer {
namespace {

MessageId name_of(shop::Achievement achievement) {
  switch (achievement) {
    case shop::Achievement::first_purchase:
      return "achievement.first_purchase"_msg;
    case shop::Achievement::regular:
      return "achievement.regular"_msg;
    case shop::Achievement::collector:
      return "achievement.collector"_msg;
    case shop::Achievement::bargain:
      return "achievement.bargain"_msg;
    case shop::Achievement::first_referral:
      return "achievement.first_referral"_msg;
    case shop::Achievement::ambassador:
      return "achievement.ambassador"_msg;
  }
  std::unreachable();
}

std::string achievement_lines(const Texts& texts, const shop::Activity& activity) {
  std::string lines;
  for (const shop::Achievement achievement : shop::kAchievements) {
    const auto id = shop::has_earned(achievement, activity) ? "achievement.unlocked"_msg
                                                            : "achievement.locked"_msg;
    lines += lines.empty() ? "" : "\n";
    lines += texts.label(id, {{"name", texts.label(name_of(achievement))}});
  }
  return lines;
}

}  // namespace

Screen profile_screen(const Wording& wording, const shop::Customer& customer,
                      const shop::Activity& activity) {
  const Texts& texts = wording.texts;
  const shop::Tier tier = shop::tier_of(customer.referral_earnings);
  Screen screen{.text = texts.text("profile.card"_msg,
                                   {{"id", customer.id},
                                    {"balance", wording.money(customer.balance)},
                                    {"tier", texts.label(bot::name_of(tier))},
                                    {"orders", activity.orders},
                                    {"achievements", achievement_lines(texts, activity)}})};
  return screen.add({button(texts.label("profile.orders"_msg), ShowOrders{}), menu_button(texts)});
}

}  // namespace bot::customer
