#include "shop/reports/export.h"

#include <algorithm>

#include "base/check.h"
#include "shop/customers/customer_export.h"
#include "shop/deposits/deposit_export.h"
#include "shop/money/ledger_export.h"
#include "shop/sales/order_export.h"
#include "shop/stock/product_export.h"

namespace shop {

std::vector<ExportTable> export_tables() {
  return {order_export(), customer_export(), ledger_export(), deposit_export(), product_export()};
}

void write_export(db::Tx& tx, std::string_view table, ExportFormat format, std::ostream& out,
                  const OnBatch& on_batch) {
  const auto tables = export_tables();
  const auto found = std::ranges::find(tables, table, &ExportTable::name);
  base::check(found != tables.end(), "what is exported is a table");
  found->write(tx, {.format = format, .out = out, .on_batch = on_batch});
}

}  // namespace shop
