#include "chain/watcher/account_key.h"

#include "chain/keys/hash.h"

namespace chain {
namespace {

constexpr std::size_t kFingerprintBytes = 8;

// Of the descriptor, so that every form in which the key may be written has the same.
std::string fingerprint_of(const Account& account) {
  const auto text = account.descriptor();
  const auto hash = hash256(Bytes(text.begin(), text.end()));
  return to_hex(ByteView(hash).first(kFingerprintBytes));
}

}  // namespace

shop::AccountKey account_key(const Account& account) {
  return {.fingerprint = fingerprint_of(account),
          .derive = [account](std::uint32_t index) { return account.address(index); }};
}

}  // namespace chain
