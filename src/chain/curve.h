// The few operations on secp256k1's points that public derivation needs.
#pragma once

#include <optional>

#include "chain/bytes.h"
#include "chain/script.h"

namespace chain {

// Whether the bytes are a point in compressed form.
bool is_on_curve(const PublicKey& key);

// key + tweak·G. Nothing when the tweak is no scalar or the sum is infinity (one in 2^127).
// REQUIRES: the key is on the curve.
std::optional<PublicKey> add_tweak(const PublicKey& key, ByteView tweak);

// BIP341's output key for an internal key without scripts, as x alone. REQUIRES: on the curve.
Hash256 taproot_output_key(const PublicKey& internal);

}  // namespace chain
