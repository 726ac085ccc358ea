#include "db/core/encoding.h"

#include "base/text.h"
#include "db/core/failure.h"

namespace db {

std::string fixed_width(base::Timestamp time) {
  auto text = base::format_rfc3339(time);
  if (!text.contains('.')) {
    text.insert(text.size() - 1, ".000000");
  }
  return text;
}

const std::string& storable(const std::string& text) {
  if (text.contains('\0') || !base::is_utf8(text)) {
    throw Failure(FailureKind::defect, "A text parameter holds a NUL or is not UTF-8.");
  }
  return text;
}

}  // namespace db
