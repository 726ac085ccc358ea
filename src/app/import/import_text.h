// What is wrong with an import file, in words for the command line.
#pragma once

#include <string>

#include "shop/stock/import/product_csv.h"

namespace app {

// "line 3, column base_price: …"
std::string describe(const shop::ImportError& error);

}  // namespace app
