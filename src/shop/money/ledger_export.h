// Every line of the ledger with its transfer, oldest first.
#pragma once

#include "shop/core/export_table.h"

namespace shop {

ExportTable ledger_export();

}  // namespace shop
