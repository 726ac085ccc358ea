#include "web/core/authenticator.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string_view>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include "base/check.h"
#include "net/core/secret.h"
#include "web/core/password.h"

namespace web {
namespace {

namespace asio = boost::asio;

asio::awaitable<bool> match(std::string password, std::string hash) {
  co_return password_matches(password, hash);
}

// Counts a waiting check while it lives.
class Waiting {
 public:
  explicit Waiting(int& count) : count_(count) { ++count_; }
  ~Waiting() { --count_; }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  int& count_;
};

}  // namespace

Authenticator::Authenticator(Options options, base::Random& random)
    : options_(std::move(options)), key_(base::random_text(random, 64, "0123456789abcdef")) {}

asio::awaitable<Authenticator::Outcome> Authenticator::check(std::string username,
                                                             std::string password, bool is_known) {
  if (remembers(username, password)) {
    co_return Outcome::accepted;
  }
  if (waiting_ >= options_.max_waiting * (is_known ? 2 : 1)) {
    co_return Outcome::busy;
  }
  const auto outcome = co_await check_slowly(username, password);
  if (outcome == Outcome::accepted) {
    remembered_ = digest_of(username, password);
  }
  co_return outcome;
}

bool Authenticator::remembers(const std::string& username, const std::string& password) const {
  const auto digest = digest_of(username, password);
  return remembered_ && CRYPTO_memcmp(digest.data(), remembered_->data(), digest.size()) == 0;
}

// Hashes the password for an unknown name too, so that the time does not reveal which was wrong.
asio::awaitable<Authenticator::Outcome> Authenticator::check_slowly(const std::string& username,
                                                                    const std::string& password) {
  const Waiting waiting(waiting_);
  const bool is_known = net::is_same_secret(username, options_.username);
  if (!worker_) {
    worker_.emplace(1);
  }
  const bool matches = co_await asio::co_spawn(
      worker_->get_executor(), match(password, options_.password_hash), asio::use_awaitable);
  if (is_known && matches) {
    co_return Outcome::accepted;
  }
  asio::steady_timer timer(co_await asio::this_coro::executor, options_.failure_delay);
  co_await timer.async_wait(asio::use_awaitable);
  co_return Outcome::refused;
}

Authenticator::Digest Authenticator::digest_of(const std::string& username,
                                               const std::string& password) const {
  const std::string text = username + '\0' + password;
  Digest digest{};
  unsigned length = digest.size();
  const auto* const made = HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
                                reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                digest.data(), &length);
  base::check(made != nullptr, "OpenSSL computes an HMAC");
  return digest;
}

}  // namespace web
