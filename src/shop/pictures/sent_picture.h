// A picture on its way from one of the staff to the card of an offer.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/pictures/small_picture.h"

namespace shop {

// They have sent that file of Telegram's: it is to be fetched and made small, then settled.
void note_sent_picture(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                       std::string file_id, base::Timestamp now);

// Makes it the picture of the unit's offer, and tells them what became of it. Nothing happens when
// they are no longer allowed to edit products.
void settle_sent_picture(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                         const std::expected<SmallPicture, PictureProblem>& made,
                         const std::vector<std::int64_t>& owner_ids, base::Timestamp now);

}  // namespace shop
