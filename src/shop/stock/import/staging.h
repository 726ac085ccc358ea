// An import in short transactions: units are staged in a table of their own until the whole file
// has been read, then moved to the products in batches
// (docs/decisions/0010-a-large-import-is-staged.md). An import that stopped before it was whole is
// discarded; one that stopped later can be finished at any time by any process. Several processes
// may do either at once.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/import/product_csv.h"
#include "shop/stock/import/units.h"
#include "shop/stock/product.h"

namespace shop {

// An import without activity for this long has stopped.
inline constexpr std::chrono::minutes kImportSilence{1};

struct StagedImport {
  std::int64_t id = 0;
  std::string checksum;  // of its file
  std::int64_t rows = 0;
  std::int64_t units = 0;  // all of them, including those already moved
};
BOOST_DESCRIBE_STRUCT(StagedImport, (), (id, checksum, rows, units))

// Returns the new import's id.
std::int64_t begin_import(db::Tx& tx, std::string_view checksum, base::Timestamp now);

// Adds units, numbered from `first` (the import's first unit is 0). Returns false when the import
// was given up meanwhile. REQUIRES: check_product finds nothing.
bool stage_units(db::Tx& tx, std::int64_t import_id, std::int64_t first, const UnitBatch& batch,
                 base::Timestamp now);

// Marks the import whole and notes its goods: from now on it will be finished, even after a crash.
// Writes the audit log. Errors: given_up, and the lines of goods that the shop has, or has sold.
std::expected<void, ImportErrors> complete_staging(db::Tx& tx, std::int64_t import_id,
                                                   const ImportSummary& summary, Repeats repeats,
                                                   const Permit<Act::import_products>& permit,
                                                   base::Timestamp now);

// Imports that are whole but not finished, oldest first.
std::vector<StagedImport> whole_imports(db::Tx& tx);

// Those of whole_imports that have stopped.
std::vector<StagedImport> stopped_imports(db::Tx& tx, base::Timestamp now);

// Moves the next units of a whole import, at most `max_units`, to the products. Returns how many
// are left; with the last one the import is deleted.
std::int64_t move_units(db::Tx& tx, std::int64_t import_id, std::int64_t max_units,
                        base::Timestamp now);

// Gives up an import that is not whole; returns false when there is no such import.
bool give_up_import(db::Tx& tx, std::int64_t import_id);

// Gives up imports that stopped before they were whole, and deletes at most `max_units` units of
// those that are given up. Returns whether there are more.
bool remove_given_up(db::Tx& tx, std::int64_t max_units, base::Timestamp now);

}  // namespace shop
