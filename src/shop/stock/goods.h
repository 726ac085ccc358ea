// What the shop has, or has sold, is noted by its delivery text, so that no goods come on sale
// twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "db/core/tx.h"

namespace shop {

// Whether goods that the shop had before may come on sale again.
enum class Repeats { refused, allowed };

// Stands for a delivery text, however it is spaced (base::squeeze); upper and lower case differ, as
// in codes. Two texts share one by chance once in 10^18.
using GoodsKey = std::int64_t;
GoodsKey goods_key(std::string_view delivery_text);

// Notes the goods. Returns the positions in `keys` of those that were noted before, also by an
// earlier position. Transactions that note the same goods wait for each other.
std::vector<std::size_t> note_goods(db::Tx& tx, std::span<const GoodsKey> keys);

// The positions in `keys` of those that are noted.
std::vector<std::size_t> noted_goods(db::Tx& tx, std::span<const GoodsKey> keys);

// Notes the goods of units that came otherwise (with SQL, or before goods were noted), at most
// `max_units` in this transaction. Returns whether there may be more.
bool note_unread_units(db::Tx& tx, std::int64_t max_units);

// The newest unit. To be asked before units are added whose goods are noted with them: then
// `skip_units` keeps note_unread_units from reading those `units` again, unless others came
// between.
std::int64_t newest_unit(db::Tx& tx);
void skip_units(db::Tx& tx, std::int64_t after, std::int64_t units);

}  // namespace shop
