#include "chain/keys/curve.h"

#include <algorithm>

#include <secp256k1.h>
#include <secp256k1_extrakeys.h>

#include "base/check.h"
#include "chain/keys/hash.h"

namespace chain {
namespace {

// The static context suffices for operations on public data.
const secp256k1_context* context() { return secp256k1_context_static; }

std::optional<secp256k1_pubkey> parse(const PublicKey& key) {
  secp256k1_pubkey point;
  if (secp256k1_ec_pubkey_parse(context(), &point, key.data(), key.size()) != 1) {
    return std::nullopt;
  }
  return point;
}

PublicKey serialize(const secp256k1_pubkey& point) {
  PublicKey key;
  std::size_t size = key.size();
  secp256k1_ec_pubkey_serialize(context(), key.data(), &size, &point, SECP256K1_EC_COMPRESSED);
  return key;
}

}  // namespace

bool is_on_curve(const PublicKey& key) { return parse(key).has_value(); }

CurvePoint::CurvePoint(const PublicKey& key) {
  const auto point = parse(key);
  base::check(point.has_value(), "the key is on the curve");
  std::ranges::copy(point->data, point_.begin());
}

std::optional<PublicKey> CurvePoint::plus(ByteView tweak) const {
  base::check(tweak.size() == 32, "a tweak is a scalar");
  secp256k1_pubkey point;
  std::ranges::copy(point_, point.data);
  if (secp256k1_ec_pubkey_tweak_add(context(), &point, tweak.data()) != 1) {
    return std::nullopt;
  }
  return serialize(point);
}

Hash256 taproot_output_key(const PublicKey& internal) {
  // BIP341 takes the point of that x whose y is even.
  PublicKey even = internal;
  even.front() = SECP256K1_TAG_PUBKEY_EVEN;
  const auto tweak = tagged_hash("TapTweak", ByteView(even).subspan(1));
  const auto output = CurvePoint(even).plus(tweak);
  base::check(output.has_value(), "a hash is a scalar");
  Hash256 x;
  std::copy(output->begin() + 1, output->end(), x.begin());
  return x;
}

}  // namespace chain
