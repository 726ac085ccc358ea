// The objects that every call of the HTTP API works with.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/internet/ip_address.h"
#include "base/log.h"
#include "base/random.h"
#include "base/time_zone.h"
#include "db/core/database.h"
#include "net/core/body_file.h"
#include "shop/settings/stored_settings.h"
#include "web/core/authenticator.h"
#include "web/core/metrics.h"
#include "web/core/rate_limiter.h"
#include "web/core/sign_in_guard.h"

namespace web {

// Outlives the calls, as does what it refers to.
struct Context {
  db::Database& database;
  const base::Clock& clock;
  Authenticator& authenticator;
  RateLimiter& rate_limiter;
  Metrics& metrics;
  base::Logger& logger;
  base::Random& random;
  net::BodyDirectory& bodies;  // of files that are sent
  std::string host = {};       // the machine that they are on
  base::TimeZone zone = {};    // of the shop
  std::vector<std::int64_t> owner_ids = {};
  std::vector<std::string> languages = {};          // that the shop offers
  shop::SettingsBase settings = {};                 // what the shop has without the database
  std::vector<base::IpRange> trusted_proxies = {};  // who may name another sender
  std::string currency = {};                        // of the shop
  ChainReport chains = [] { return std::vector<ChainFigures>(); };
  // Called when the API has changed what owners set in the database.
  std::function<void()> on_settings_changed = [] {};
  std::string session_key = {};  // session_cookie.h
  SignInGuard sign_in_guard = {};
  std::string version = {};  // of the program
  // "" while it is not known. Safe to call from any thread.
  std::function<std::string()> bot_username = [] { return std::string(); };
};

}  // namespace web
