#include "telegram/updates/patience.h"

namespace telegram {

bool Patience::is_over_with(ApiErrorKind kind) {
  const auto now = clock_.now();
  if (kind_ != kind) {
    kind_ = kind;
    since_ = now;
    refusals_ = 0;
  }
  return ++refusals_ >= kRefusalsMin && now - since_ >= length_;
}

}  // namespace telegram
