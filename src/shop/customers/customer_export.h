// Every customer, by Telegram id.
#pragma once

#include "shop/core/export_table.h"

namespace shop {

ExportTable customer_export();

}  // namespace shop
