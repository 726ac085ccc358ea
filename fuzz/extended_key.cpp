// Parses extended keys as text, and as the bytes inside, which have no checksum.
#include "chain/keys/extended_key.h"

#include "base/check.h"
#include "chain/keys/base58.h"
#include "chain/keys/private_key.h"
#include "fuzz/input.h"

namespace {

void try_text(std::string_view text) {
  const auto key = chain::parse_extended_key(text);
  if (!key) {
    return;
  }
  base::check(!chain::looks_private(text), "a private key is refused");
  base::check(to_text(*key) == text, "a key has one form");
  const auto child = derive(*key, 0);
  base::check(child && derive(*child, chain::kHardened - 1), "a key has children");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try_text(fuzz::text_of(data, size));
  if (size <= 100) {
    try_text(chain::encode_base58check({data, size}));
  }
  return 0;
}
