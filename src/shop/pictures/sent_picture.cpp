#include "shop/pictures/sent_picture.h"

#include <algorithm>
#include <utility>

#include "shop/core/acts/permit.h"
#include "shop/customers/staff.h"
#include "shop/pictures/notices.h"
#include "shop/pictures/picture.h"

namespace shop {
namespace {

std::optional<Permit<Act::edit_product>> permit_of(db::Tx& tx, std::int64_t user_id,
                                                   const std::vector<std::int64_t>& owner_ids) {
  const bool is_owner = std::ranges::find(owner_ids, user_id) != owner_ids.end();
  const auto role = is_owner ? Role::owner : find_role(tx, user_id);
  return role ? permit<Act::edit_product>(Actor::staff(*role, user_id)) : std::nullopt;
}

}  // namespace

void note_sent_picture(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                       std::string file_id, base::Timestamp now) {
  enqueue(tx, kPictureSent, user_id, {.product_id = product_id, .file_id = std::move(file_id)},
          now);
}

void settle_sent_picture(db::Tx& tx, std::int64_t user_id, std::int64_t product_id,
                         const std::expected<SmallPicture, PictureProblem>& made,
                         const std::vector<std::int64_t>& owner_ids, base::Timestamp now) {
  const auto permit = permit_of(tx, user_id, owner_ids);
  if (!permit) {
    return;
  }
  PictureRead outcome{.product_id = product_id};
  if (!made) {
    outcome.problem = made.error();
  } else if (!set_picture(tx, product_id, *made, *permit, now)) {
    outcome.is_gone = true;
  }
  enqueue(tx, kPictureRead, user_id, outcome, now);
}

}  // namespace shop
