#include "shop/stock/bulk/units_before.h"

#include <utility>

#include "base/check.h"
#include "json/json.h"

namespace shop {
namespace {

struct PieceRow {
  std::int64_t last_id = 0;
  std::string units_before;
};
BOOST_DESCRIBE_STRUCT(PieceRow, (), (last_id, units_before))

}  // namespace

UnitsBefore group(const std::vector<UnitRow>& rows) {
  std::map<UnitColumns, std::vector<std::int64_t>> groups;
  for (const auto& row : rows) {
    groups[row].push_back(row.id);
  }
  UnitsBefore before;
  before.reserve(groups.size());
  for (auto& [were, ids] : groups) {
    before.push_back({.were = were, .ids = std::move(ids)});
  }
  return before;
}

void keep_before(db::Tx& tx, std::int64_t change_id, std::int64_t last_id,
                 const UnitsBefore& before) {
  tx.execute_later(
      "INSERT INTO bulk_change_pieces (change_id, last_id, units_before) VALUES ($1, $2, $3)",
      change_id, last_id, json::to_text(before));
}

std::optional<KeptPiece> take_piece(db::Tx& tx, std::int64_t change_id) {
  const auto row = tx.first<PieceRow>(
      "DELETE FROM bulk_change_pieces WHERE change_id = $1 AND last_id = "
      "(SELECT min(last_id) FROM bulk_change_pieces WHERE change_id = $1) "
      "RETURNING last_id, units_before",
      change_id);
  if (!row) {
    return std::nullopt;
  }
  auto before = json::parse<UnitsBefore>(row->units_before, json::Strictness::lenient);
  base::check(before.has_value(), "units are read as they were written");
  return KeptPiece{.last_id = row->last_id, .before = *std::move(before)};
}

}  // namespace shop
