// Notices about pictures of offers.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "shop/core/outbox.h"
#include "shop/pictures/small_picture.h"

namespace shop {

// Nobody reads it: the file that one of the staff has sent is fetched and made the picture.
struct PictureSent {
  std::int64_t product_id = 0;
  std::string file_id;

  std::optional<std::int64_t> subject_id() const { return product_id; }
};
BOOST_DESCRIBE_STRUCT(PictureSent, (), (product_id, file_id))
inline constexpr NoticeKind<PictureSent> kPictureSent{"picture_sent"};

// To them: what became of it.
struct PictureRead {
  std::int64_t product_id = 0;
  std::optional<PictureProblem> problem;  // why it was not taken
  bool is_gone = false;                   // the unit was deleted meanwhile

  std::optional<std::int64_t> subject_id() const { return product_id; }
};
BOOST_DESCRIBE_STRUCT(PictureRead, (), (product_id, problem, is_gone))
inline constexpr NoticeKind<PictureRead> kPictureRead{"picture_read"};

}  // namespace shop
