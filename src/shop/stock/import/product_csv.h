// Imports units from CSV (RFC 4180; the columns are kImportColumns of rows.h, in any order and
// case) as spreadsheets save it: in UTF-8, UTF-16 or Windows-1250, with commas, semicolons or tabs
// between the columns, and with amounts as read_amount takes them. Rows of blanks are passed over.
// A file of any size is read with bounded memory; nothing of a file with an error is imported.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/csv.h"
#include "shop/stock/product.h"

namespace shop {

struct ImportSummary {
  std::int64_t rows = 0;
  std::int64_t units = 0;  // a row with quantity N adds N
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (), (rows, units))

inline constexpr int kMaxQuantity = 100'000;
inline constexpr std::int64_t kMaxImportUnits = 2'000'000;  // of one file

// What is wrong with a file; the comments say what the number of ImportError means.
enum class ImportProblem {
  // The header.
  empty_file,
  unreadable_name,  // not UTF-8; the column's position, from 1
  unknown_column,
  repeated_column,
  missing_column,
  // A row.
  wrong_field_count,  // how many fields it has; the header has as many as there are columns
  not_an_amount,
  ambiguous_amount,  // "1,234": hundredths with groups of three, and ImportError::other_number
  not_a_percentage,
  not_a_coordinate,  // degrees, to either side of zero
  not_a_quantity,    // a whole number from 1 to kMaxQuantity
  repeated_goods,    // the line that has the same delivery text
  too_many_units,    // with this row the file brings more than kMaxImportUnits
  // The import.
  file_changed,  // while it was read
  given_up,      // by another process, after kImportSilence
};
BOOST_DESCRIBE_ENUM(ImportProblem, empty_file, unreadable_name, unknown_column, repeated_column,
                    missing_column, wrong_field_count, not_an_amount, ambiguous_amount,
                    not_a_percentage, not_a_coordinate, not_a_quantity, repeated_goods,
                    too_many_units, file_changed, given_up)

struct ImportError {
  std::int64_t line = 0;  // of the file, from 1; the first line of a record that spans several
  std::string column;     // "" when the whole line is meant
  std::variant<ImportProblem, CsvProblem, FieldProblem> problem;
  std::int64_t number = 0;
  std::string_view suggestion = {};  // unknown_column: a similar column name, if there is one
  std::int64_t other_number = 0;     // ambiguous_amount: hundredths with a decimal comma or point
};

// Up to ImportReading::errors_max, in the order of the file.
using ImportErrors = std::vector<ImportError>;
inline constexpr std::size_t kMaxImportErrors = 20;

// How a file is read.
struct ImportReading {
  std::size_t errors_max = kMaxImportErrors;
  // Called with what has been read so far, often. What it throws ends the reading.
  std::function<void(const ImportSummary&)> on_read = [](const ImportSummary&) {};
};

// Reads the whole file and changes nothing (the first pass of an import). REQUIRES here and below:
// `file` can seek.
std::expected<ImportSummary, ImportErrors> check_products_csv(std::istream& file, Repeats repeats,
                                                              const ImportReading& reading = {});

// The rows whose goods the shop has, or has sold (`--dry-run`). REQUIRES: check_products_csv finds
// nothing.
ImportErrors find_had_goods(db::Tx& tx, std::istream& file, const ImportReading& reading = {});

// Imports the whole file in the transaction and writes the audit log. Reads `file` from its
// beginning, also when the transaction is repeated, and stops at the first row with an error, but
// for goods that the shop has, or has sold.
std::expected<ImportSummary, ImportErrors> import_products(
    db::Tx& tx, std::istream& file, Repeats repeats, const Permit<Act::import_products>& permit,
    base::Timestamp now, const ImportReading& reading = {});

// Writes the import into the audit log.
void record_import(db::Tx& tx, const ImportSummary& summary,
                   const Permit<Act::import_products>& permit, base::Timestamp now);

}  // namespace shop
