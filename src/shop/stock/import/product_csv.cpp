#include "shop/stock/import/product_csv.h"

#include <algorithm>
#include <utility>

#include "json/json.h"
#include "shop/core/audit_log.h"
#include "shop/stock/import/rows.h"
#include "shop/stock/import/units.h"

namespace shop {
namespace {

bool add_errors(ImportErrors& all, const ImportErrors& errors) {
  const auto room = kMaxImportErrors - all.size();
  all.insert(all.end(), errors.begin(),
             errors.begin() + static_cast<std::ptrdiff_t>(std::min(room, errors.size())));
  return all.size() < kMaxImportErrors;
}

// Units per INSERT.
constexpr std::size_t kUnitsAtOnce = 100;

}  // namespace

std::expected<ImportSummary, ImportErrors> check_products_csv(std::istream& file) {
  ProductRows rows(rewound(file));
  ImportSummary summary;
  ImportErrors errors;
  bool goes_on = add_errors(errors, rows.header_errors());
  while (goes_on) {
    const auto row = rows.next();
    if (!row) {
      break;
    }
    if (!*row) {
      goes_on = add_errors(errors, row->error());
      continue;
    }
    if (auto error = add_to(summary, **row)) {
      goes_on = false;
      add_errors(errors, {std::move(*error)});
    }
  }
  if (!errors.empty()) {
    return std::unexpected(std::move(errors));
  }
  return summary;
}

std::expected<ImportSummary, ImportErrors> import_products(db::Tx& tx, std::istream& file,
                                                           const Actor& actor,
                                                           base::Timestamp now) {
  ProductUnits units(file);
  for (bool goes_on = true; goes_on;) {
    const auto batch = units.next(kUnitsAtOnce);
    if (!batch) {
      return std::unexpected(batch.error());
    }
    insert_products(tx, *batch, now);
    goes_on = !batch->empty();
  }
  record_import(tx, units.summary(), actor, now);
  return units.summary();
}

void record_import(db::Tx& tx, const ImportSummary& summary, const Actor& actor,
                   base::Timestamp now) {
  record(tx,
         {.actor = actor,
          .action = "import_products",
          .subject = "products",
          .details = json::to_text(summary)},
         now);
}

}  // namespace shop
