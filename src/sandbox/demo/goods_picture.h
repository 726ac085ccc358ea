// What the demo's goods look like.
#pragma once

#include <string>
#include <string_view>

namespace sandbox {

// A PNG of 1600 x 1200: a ticket for vouchers, a key for licence keys, a parcel for the rest, in
// colours of the name's own.
std::string goods_picture(std::string_view category, std::string_view name);

}  // namespace sandbox
