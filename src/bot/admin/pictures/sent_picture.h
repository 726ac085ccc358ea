// A picture of an offer in a message of the staff.
#pragma once

#include <expected>
#include <string>

#include "bot/updates/request.h"
#include "shop/pictures/small_picture.h"

namespace bot::admin {

// The file_id of the photo, or of the file that may be one by what the sender's app says of it.
std::expected<std::string, shop::PictureProblem> picture_in(const Request& request);

}  // namespace bot::admin
