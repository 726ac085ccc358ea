// Importing units from CSV (RFC 4180; columns of contract section 3). A file of any size is read
// with bounded memory; nothing of a file with an error is imported.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/actor.h"
#include "shop/core/csv.h"

namespace shop {

struct ImportSummary {
  std::int64_t rows = 0;
  std::int64_t units = 0;  // a row with quantity N makes N
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (), (rows, units))

// Up to kMaxCsvErrors, in the order of the file.
using CsvErrors = std::vector<CsvError>;
inline constexpr std::size_t kMaxCsvErrors = 20;
inline constexpr int kMaxQuantity = 100'000;
inline constexpr std::int64_t kMaxImportUnits = 2'000'000;  // of one file

// Reads the whole file and changes nothing (`--dry-run`, and the first pass of an import). REQUIRES
// here and below: `file` can seek.
std::expected<ImportSummary, CsvErrors> check_products_csv(std::istream& file);

// Imports the whole file in the transaction and writes the audit log. Reads `file` from its
// beginning, also when the transaction is repeated, and stops at the first row with an error.
std::expected<ImportSummary, CsvErrors> import_products(db::Tx& tx, std::istream& file,
                                                        const Actor& actor, base::Timestamp now);

// Writes the import into the audit log.
void record_import(db::Tx& tx, const ImportSummary& summary, const Actor& actor,
                   base::Timestamp now);

}  // namespace shop
