#include "base/url.h"

namespace base {

bool has_stray_at(std::string_view url) {
  const auto start = url.find("://");
  if (start == url.npos) {
    return false;
  }
  url.remove_prefix(start + 3);
  url = url.substr(0, url.find('?'));
  const auto at = url.find('@');
  return at != url.npos && (url.find('@', at + 1) != url.npos || url.find_first_of("/#") < at);
}

}  // namespace base
