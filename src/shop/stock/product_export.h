// Every unit without what it delivers, oldest first.
#pragma once

#include "shop/core/export_table.h"

namespace shop {

ExportTable product_export();

}  // namespace shop
