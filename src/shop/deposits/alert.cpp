#include "shop/deposits/alert.h"

namespace shop {
namespace {}  // namespace

void raise_alert(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                 base::Timestamp now) {
  for (const auto owner : owners) {
    enqueue(tx, kAlert, owner, alert, now);
  }
}

}  // namespace shop
