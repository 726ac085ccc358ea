// An offer's picture, to be shown above a screen.
#pragma once

#include <cstdint>
#include <optional>

#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "db/core/tx.h"

namespace bot {

// Empty without a picture, which costs nothing, and when it was removed meanwhile.
std::optional<ScreenPicture> offer_picture(db::Tx& tx, const ShopSettings& settings,
                                           std::optional<std::int64_t> picture_id);

}  // namespace bot
