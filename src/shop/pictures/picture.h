// The picture of an offer. An offer here is a city, district, category and name: its price may
// change, its units may be sold or withdrawn and others come, without its losing the picture.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/pictures/small_picture.h"
#include "shop/stock/catalog.h"

namespace shop {

enum class PictureRefusal {
  unknown_product,
  no_picture,  // there is none to remove
};

// Gives the unit's offer the picture, in place of one that it has; writes the audit log. Returns
// the picture's id. Errors: unknown_product.
std::expected<std::int64_t, PictureRefusal> set_picture(db::Tx& tx, std::int64_t product_id,
                                                        const SmallPicture& picture,
                                                        const Permit<Act::edit_product>& permit,
                                                        base::Timestamp now);

// Takes the picture away from the unit's offer, and returns its id; writes the audit log.
std::expected<std::int64_t, PictureRefusal> remove_picture(db::Tx& tx, std::int64_t product_id,
                                                           const Permit<Act::edit_product>& permit,
                                                           base::Timestamp now);

// How a bot sends a picture: by the file_id that it has for it, or else by its bytes.
struct PictureSource {
  std::int64_t picture_id = 0;
  std::string file_id = {};
  std::string jpeg = {};  // without a file_id

  friend bool operator==(const PictureSource&, const PictureSource&) = default;
};

// Empty when the picture was removed. `bot` is the bot's user name, since file_ids are its own.
std::optional<PictureSource> find_picture_source(db::Tx& tx, std::int64_t picture_id,
                                                 std::string_view bot);

// The JPEG; empty when it was removed.
std::optional<std::string> find_picture(db::Tx& tx, std::int64_t picture_id);

// The bot has sent the picture, which has this file_id now; nothing when the picture was removed
// meanwhile.
void note_picture_file(db::Tx& tx, std::int64_t picture_id, std::string_view bot,
                       std::string_view file_id);

}  // namespace shop
