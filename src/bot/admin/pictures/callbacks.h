// Callbacks of the buttons about an offer's picture. A unit names its offer.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

namespace bot::admin {

// Shows the picture and asks for another; the next photo or file is the answer.
struct EditPicture {
  static constexpr std::string_view tag = "picture";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(EditPicture, (), (product_id))

struct RemovePicture {
  static constexpr std::string_view tag = "picture_remove";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(RemovePicture, (), (product_id))

}  // namespace bot::admin
