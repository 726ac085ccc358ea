// The query of a URL and the body of an HTML form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace net {

// Decoded name-value pairs in the order of the text; names may repeat.
class Query {
 public:
  // Reads application/x-www-form-urlencoded ("city=Krak%C3%B3w&page=2", without the question mark).
  // Errors (invalid): a broken percent escape, text that is not UTF-8, over 1,000 pairs.
  static base::Result<Query> parse(std::string_view text);

  // The first value called `name`.
  std::optional<std::string_view> find(std::string_view name) const;

  auto begin() const { return pairs_.begin(); }
  auto end() const { return pairs_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

// Undoes percent-encoding (RFC 3986, 2.1). Errors (invalid): a broken escape, a result that is not
// UTF-8 or contains a zero byte.
base::Result<std::string> percent_decode(std::string_view text);

// Everything but the unreserved characters (RFC 3986, 2.3) as percent escapes.
std::string percent_encode(std::string_view text);

}  // namespace net
