// The few operations on secp256k1's points that public derivation needs.
#pragma once

#include <optional>

#include "chain/keys/bytes.h"
#include "chain/keys/script.h"

namespace chain {

// True when the bytes are a point in compressed form.
bool is_on_curve(const PublicKey& key);

// A decompressed point, to which many tweaks are added: decompressing costs a square root.
class CurvePoint {
 public:
  // REQUIRES: the key is on the curve.
  explicit CurvePoint(const PublicKey& key);

  // This + tweak·G. Nothing when the tweak is not a scalar or the sum is infinity (one in 2^127).
  // REQUIRES: 32 bytes.
  std::optional<PublicKey> plus(ByteView tweak) const;

 private:
  std::array<std::uint8_t, 64> point_{};  // as libsecp256k1 keeps it
};

// BIP341's output key for an internal key without scripts, as x alone. REQUIRES: on the curve.
Hash256 taproot_output_key(const PublicKey& internal);

}  // namespace chain
