// Words the errors of an import file for the command line.
#pragma once

#include <string>

#include "shop/stock/import/product_csv.h"

namespace app {

// "line 3, column base_price: …"
std::string describe(const shop::ImportError& error);

}  // namespace app
