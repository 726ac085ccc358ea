#include "shop/stock/import/product_csv.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/stock/goods.h"
#include "shop/stock/import/repeated_goods.h"
#include "shop/stock/import/rows.h"
#include "shop/stock/import/units.h"

namespace shop {
namespace {

// False when there are as many as may be.
bool add_errors(ImportErrors& all, const ImportErrors& errors, const ImportReading& reading) {
  const auto room = reading.errors_max - all.size();
  all.insert(all.end(), errors.begin(),
             errors.begin() + static_cast<std::ptrdiff_t>(std::min(room, errors.size())));
  return all.size() < reading.errors_max;
}

// Units per INSERT.
constexpr std::size_t kUnitsAtOnce = 100;

// Besides those that are repeated: what the filter suspects by chance.
constexpr std::size_t kSuspectsBesides = 10'000;

std::int64_t size_of(std::istream& file) {
  file.clear();
  file.seekg(0, std::ios::end);
  return std::max<std::int64_t>(file.tellg(), 0);
}

bool is_before(const ImportError& a, const ImportError& b) { return a.line < b.line; }

// The first pass: what is wrong with single rows, and which of their goods may stand there twice.
std::expected<ImportSummary, ImportErrors> check_rows(std::istream& file, SuspectedGoods* goods,
                                                      const ImportReading& reading) {
  ProductRows rows(rewound(file));
  ImportSummary summary;
  ImportErrors errors;
  bool goes_on = add_errors(errors, rows.header_errors(), reading);
  while (goes_on) {
    const auto row = rows.next();
    if (!row) {
      break;
    }
    if (!*row) {
      goes_on = add_errors(errors, row->error(), reading);
      continue;
    }
    if (auto error = add_to(summary, **row)) {
      goes_on = false;
      add_errors(errors, {std::move(*error)}, reading);
    }
    reading.on_read(summary);
    if (goods) {
      goods->add(goods_key((*row)->product.delivery_text));
    }
  }
  return errors.empty() ? std::expected<ImportSummary, ImportErrors>(summary)
                        : std::unexpected(std::move(errors));
}

// The second pass, over the rows up to that line.
ImportErrors find_repeated(std::istream& file, SuspectedGoods& goods, std::int64_t last_line,
                           const ImportReading& reading) {
  ProductRows rows(rewound(file));
  ImportErrors errors;
  for (bool goes_on = rows.header_errors().empty(); goes_on;) {
    const auto row = rows.next();
    if (!row || (*row && (*row)->line > last_line)) {
      break;
    }
    const auto before = *row
                            ? goods.repeated(goods_key((*row)->product.delivery_text), (*row)->line)
                            : std::nullopt;
    if (before) {
      goes_on = add_errors(
          errors, {{(*row)->line, "delivery_text", ImportProblem::repeated_goods, *before}},
          reading);
    }
  }
  return errors;
}

}  // namespace

std::expected<ImportSummary, ImportErrors> check_products_csv(std::istream& file, Repeats repeats,
                                                              const ImportReading& reading) {
  SuspectedGoods goods(size_of(file), reading.errors_max + kSuspectsBesides);
  auto checked = check_rows(file, repeats == Repeats::refused ? &goods : nullptr, reading);
  if (goods.empty()) {
    return checked;
  }
  const bool is_full = !checked && checked.error().size() >= reading.errors_max;
  const auto repeated =
      find_repeated(file, goods, is_full ? checked.error().back().line : INT64_MAX, reading);
  ImportErrors errors;
  std::ranges::merge(checked ? ImportErrors() : checked.error(), repeated,
                     std::back_inserter(errors), is_before);
  errors.resize(std::min(errors.size(), reading.errors_max));
  return errors.empty() ? checked : std::unexpected(std::move(errors));
}

std::expected<ImportSummary, ImportErrors> import_products(
    db::Tx& tx, std::istream& file, Repeats repeats, const Permit<Act::import_products>& permit,
    base::Timestamp now, const ImportReading& reading) {
  ProductUnits units(file);
  ImportErrors had;
  for (bool goes_on = true; goes_on;) {
    const auto batch = units.next(kUnitsAtOnce);
    if (!batch) {
      return std::unexpected(had.empty() ? batch.error() : had);
    }
    const auto repeated = note_goods(tx, keys_of(batch->goods));
    goes_on = !batch->units.empty();
    if (repeats == Repeats::refused) {
      goes_on =
          add_errors(had, had_goods_errors(batch->goods, repeated, reading.errors_max), reading) &&
          goes_on;
    }
    if (had.empty()) {
      insert_products(tx, batch->units, now);
    }
    reading.on_read(units.summary());
  }
  if (!had.empty()) {
    return std::unexpected(std::move(had));
  }
  record_import(tx, units.summary(), permit, now);
  return units.summary();
}

ImportErrors find_had_goods(db::Tx& tx, std::istream& file, const ImportReading& reading) {
  ProductUnits units(file);
  ImportErrors errors;
  for (bool goes_on = true; goes_on;) {
    const auto batch = units.next(kUnitsAtOnce);
    if (!batch || batch->units.empty()) {
      break;
    }
    reading.on_read(units.summary());
    const auto had = noted_goods(tx, keys_of(batch->goods));
    goes_on = add_errors(errors, had_goods_errors(batch->goods, had, reading.errors_max), reading);
  }
  return errors;
}

void record_import(db::Tx& tx, const ImportSummary& summary,
                   const Permit<Act::import_products>& permit, base::Timestamp now) {
  record(tx, permit, {.subject = "products", .details = json::to_text(summary)}, now);
}

}  // namespace shop
