// The objects that handlers and renderers work with.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "bot/updates/request.h"
#include "bot/updates/router.h"
#include "bot/view/shop_settings.h"
#include "bot/view/translations.h"

namespace bot {

// Copy it; what it refers to outlives the bot and is safe to use from any thread.
struct Context {
  const Router& router;
  const Translations& translations;
  const LiveSettings& settings;
  const base::Clock& clock;
  base::Random& random;
};

}  // namespace bot
