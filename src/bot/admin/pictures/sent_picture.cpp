#include "bot/admin/pictures/sent_picture.h"

#include <utility>

namespace bot::admin {

std::expected<std::string, shop::PictureProblem> picture_in(const Request& request) {
  if (!request.photo_file_id.empty()) {
    return request.photo_file_id;
  }
  if (!request.file) {
    return std::unexpected(shop::PictureProblem::not_a_picture);
  }
  const auto& file = *request.file;
  if (!file.mime_type.empty() && !file.mime_type.starts_with("image/")) {
    return std::unexpected(shop::PictureProblem::not_a_picture);
  }
  if (std::cmp_greater(file.bytes, shop::kMaxSentBytes)) {
    return std::unexpected(shop::PictureProblem::too_heavy);
  }
  return file.file_id;
}

}  // namespace bot::admin
