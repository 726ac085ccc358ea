#include "json/schema.h"

namespace json {

boost::json::object whole_number_schema(std::int64_t min, std::int64_t max) {
  return {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
}

boost::json::object Schema<base::Money>::make() {
  return {{"type", "string"}, {"pattern", R"(^-?[0-9]+(\.[0-9]{1,2})?$)"}};
}

}  // namespace json
