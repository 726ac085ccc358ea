// Lawful goods in three cities for `kram demo`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

// A file in the form of `kram import products` (contract, section 3): vouchers and licence keys,
// which are texts, and parcel-locker pick-ups with a place and a picture. Each unit has a code or a
// compartment of its own, the same in every run. A `delivery_photo` is an address under
// `server_url`, the address of a BotApiServer.
std::string demo_goods_csv(std::string_view server_url);

// The PNG behind such an address; nothing for any other.
std::optional<std::string> demo_picture(std::string_view url, std::string_view server_url);

}  // namespace sandbox
