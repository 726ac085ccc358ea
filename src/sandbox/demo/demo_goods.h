// Lawful goods in three cities for `kram demo`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

// A CSV file for `kram import products`: vouchers and licence keys, delivered as text, and
// parcel-locker pick-ups with a location and a photo. Each unit has its own code or compartment,
// the same in every run. A `delivery_photo` is an address under `server_url`, the address of a
// BotApiServer.
std::string demo_goods_csv(std::string_view server_url);

// The PNG at such an address; nothing for any other.
std::optional<std::string> demo_picture(std::string_view url, std::string_view server_url);

}  // namespace sandbox
