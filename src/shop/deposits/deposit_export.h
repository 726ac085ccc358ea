// Every deposit, oldest first.
#pragma once

#include "shop/core/export_table.h"

namespace shop {

ExportTable deposit_export();

}  // namespace shop
