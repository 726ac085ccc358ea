// Lawful goods in three cities for `kram demo`.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace sandbox {

// A file in the form of `kram import products` (contract, section 3): vouchers and licence keys,
// which are texts, and parcel-locker pick-ups with a place and a picture. Their `delivery_photo` is
// an address under `server_url`, where BotApiServer serves the picture.
std::string demo_goods_csv(std::string_view server_url);

}  // namespace sandbox
