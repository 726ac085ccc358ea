#include "shop/access/sign_in_link.h"

#include "base/check.h"
#include "db/core/digest.h"

namespace shop {
namespace {

constexpr std::string_view kTokenAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kTokenLength = 40;

}  // namespace

std::string make_sign_in_link(db::Tx& tx, const Permit<Act::sign_in>& permit, base::Random& random,
                              base::Timestamp now) {
  const auto user_id = staff_id_of(permit.actor());
  base::check(user_id.has_value(), "a link is for one of the staff");
  auto token = base::random_text(random, kTokenLength, kTokenAlphabet);
  tx.execute(
      "INSERT INTO sign_in_links (user_id, secret_hash, expires_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (user_id) DO UPDATE SET secret_hash = excluded.secret_hash, "
      "expires_at = excluded.expires_at",
      *user_id, db::sha256_hex(token), now + kSignInLinkLife);
  return token;
}

std::optional<std::int64_t> use_sign_in_link(db::Tx& tx, std::string_view token,
                                             base::Timestamp now) {
  return tx.first<std::int64_t>(
      "DELETE FROM sign_in_links WHERE secret_hash = $1 AND expires_at > $2 RETURNING user_id",
      db::sha256_hex(token), now);
}

}  // namespace shop
