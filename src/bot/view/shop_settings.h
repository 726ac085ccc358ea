// What holds for the whole shop, and the holder of its latest state.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time_zone.h"
#include "bot/view/deposit_settings.h"
#include "shop/settings/stored_settings.h"

namespace bot {

// What the owner has set for the whole shop. Empty texts mean that the setting is unset.
struct ShopSettings {
  std::string bot_username;  // without @, for links
  std::string currency = "PLN";
  base::TimeZone zone = {};  // of the times that people read
  std::chrono::minutes reservation{15};
  std::vector<std::int64_t> owner_ids;
  std::string terms_text;
  std::string terms_url;
  std::string support_contact;
  DepositSettings deposits;
  std::string dashboard_url;  // without a slash at the end: "https://shop.example"
  std::string shop_name;
  std::map<std::string, std::string> greetings;  // by language
  int low_stock_line = 3;
  base::Money large_deposit;
  shop::SettingsBase base;  // without what the database has

  bool is_owner(std::int64_t user_id) const {
    return std::ranges::find(owner_ids, user_id) != owner_ids.end();
  }
};

// Puts the owners' settings into their places, and the other way round.
void apply(ShopSettings& settings, const shop::OwnerSettings& owners);
shop::OwnerSettings owner_settings_of(const ShopSettings& settings);

// The settings as they are now. Whoever works takes one snapshot from start to end. Safe to use
// from any thread.
class LiveSettings {
 public:
  using Snapshot = std::shared_ptr<const ShopSettings>;

  // `renew` is called when a transaction of this process has changed what the database has; it
  // brings about a `set`.
  explicit LiveSettings(ShopSettings settings, std::function<void()> renew = {})
      : latest_(std::make_shared<const ShopSettings>(std::move(settings))),
        renew_(std::move(renew)) {}

  Snapshot now() const;
  void set(ShopSettings settings);
  void renew() const;

 private:
  mutable std::mutex mutex_;
  Snapshot latest_;
  std::function<void()> renew_;
};

}  // namespace bot
