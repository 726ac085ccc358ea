// Words what is wrong with an import file, in English; locales/api has other languages.
#pragma once

#include <string>
#include <string_view>

#include "shop/stock/import/product_csv.h"

namespace shop {

// A sentence without the line and the column. `repeats_option` is what allows repeated goods:
// "--allow-repeated".
std::string sentence_of(const ImportError& error, std::string_view repeats_option);

// For programs: "not_an_amount".
std::string_view code_of(const ImportError& error);

}  // namespace shop
