// Every order with what was sold, oldest first.
#pragma once

#include "shop/core/export_table.h"

namespace shop {

ExportTable order_export();

}  // namespace shop
