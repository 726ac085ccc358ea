// An import in short transactions: the units wait in a table of their own until the whole file has
// been read, then they go over to the products, some at a time
// (docs/decisions/0010-a-large-import-is-staged.md). An import that was stopped before it was whole
// is thrown away; one that was stopped afterwards can be finished at any time, by anybody. Several
// may do either at once.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/actor.h"
#include "shop/stock/import/product_csv.h"
#include "shop/stock/product.h"

namespace shop {

// An import that is not heard of for so long was stopped.
inline constexpr std::chrono::minutes kImportSilence{1};

struct StagedImport {
  std::int64_t id = 0;
  std::string checksum;  // of its file
  std::int64_t rows = 0;
  std::int64_t units = 0;  // all of them, also those that have gone over
};
BOOST_DESCRIBE_STRUCT(StagedImport, (), (id, checksum, rows, units))

// Returns the new import's id.
std::int64_t begin_import(db::Tx& tx, std::string_view checksum, base::Timestamp now);

// Adds units; the first of them is the import's unit number `first`, counted from 0. False: the
// import has been given up meanwhile. REQUIRES: check_product finds nothing.
bool stage_units(db::Tx& tx, std::int64_t import_id, std::int64_t first,
                 std::span<const NewProduct> units, base::Timestamp now);

// All units are there: from now on the import takes place, whatever happens. Writes the audit log.
// False: as stage_units.
bool complete_staging(db::Tx& tx, std::int64_t import_id, const ImportSummary& summary,
                      const Actor& actor, base::Timestamp now);

// Imports that are whole, and not yet at their end, oldest first.
std::vector<StagedImport> whole_imports(db::Tx& tx);

// Those of them that were stopped.
std::vector<StagedImport> stopped_imports(db::Tx& tx, base::Timestamp now);

// Makes the next units of a whole import products, at most `most`. Returns how many are left; after
// the last one nothing of the import stays.
std::int64_t move_units(db::Tx& tx, std::int64_t import_id, std::int64_t most, base::Timestamp now);

// Gives up an import that is not whole. False: there is no such import.
bool give_up_import(db::Tx& tx, std::int64_t import_id);

// Gives up imports that were stopped before they were whole, and removes units, at most `most`, of
// those that are given up. True: there are more.
bool remove_given_up(db::Tx& tx, std::int64_t most, base::Timestamp now);

}  // namespace shop
