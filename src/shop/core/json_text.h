// JSON written by hand where a value is small and flat. Used inside shop/ only.
#pragma once

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <string>
#include <string_view>

namespace shop {

// `text` as a JSON string with its quotes.
inline std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

}  // namespace shop
