#include "bot/view/shop_settings.h"

#include <utility>

namespace bot {

void apply(ShopSettings& settings, const shop::OwnerSettings& owners) {
  settings.shop_name = owners.shop_name;
  settings.greetings = owners.greetings;
  settings.terms_text = owners.terms_text;
  settings.support_contact = owners.support_contact;
  settings.reservation = owners.reservation;
  settings.low_stock_line = owners.low_stock_line;
  settings.large_deposit = owners.large_deposit;
  settings.deposits.instructions = owners.instructions;
  settings.deposits.min = owners.deposit_min;
  settings.deposits.max = owners.manual_deposit_max;
  settings.deposits.commission = owners.referral_percent;
}

shop::OwnerSettings owner_settings_of(const ShopSettings& settings) {
  return {.shop_name = settings.shop_name,
          .greetings = settings.greetings,
          .instructions = settings.deposits.instructions,
          .terms_text = settings.terms_text,
          .support_contact = settings.support_contact,
          .referral_percent = settings.deposits.commission,
          .reservation = settings.reservation,
          .deposit_min = settings.deposits.min,
          .manual_deposit_max = settings.deposits.max,
          .low_stock_line = settings.low_stock_line,
          .large_deposit = settings.large_deposit};
}

LiveSettings::Snapshot LiveSettings::now() const {
  const std::scoped_lock lock(mutex_);
  return latest_;
}

void LiveSettings::set(ShopSettings settings) {
  auto next = std::make_shared<const ShopSettings>(std::move(settings));
  const std::scoped_lock lock(mutex_);
  latest_.swap(next);
}

void LiveSettings::renew() const {
  if (renew_) {
    renew_();
  }
}

}  // namespace bot
