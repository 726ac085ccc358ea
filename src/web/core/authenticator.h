// Checks the credentials of the HTTP API.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "base/random.h"

namespace web {

// Checks the owner's name and password (WEB_ADMIN_USERNAME, WEB_ADMIN_PASSWORD).
//
// bcrypt runs on a thread of its own, and the last accepted credentials are remembered as a keyed
// hash, so that a client that signs in with every request costs microseconds. A wrong guess is
// answered late, and only a few checks may wait at once, which limits an attacker to a few guesses
// a second; no account is ever locked.
//
// Not safe to share between threads; lives as long as its checks.
class Authenticator {
 public:
  struct Options {
    std::string username;
    std::string password_hash;  // bcrypt
    std::chrono::milliseconds failure_delay{1'000};
    int max_waiting = 8;
  };
  enum class Outcome {
    accepted,
    refused,
    busy,  // too many checks are waiting: retry in a second
  };

  Authenticator(Options options, base::Random& random);

  // `is_known`: from where the owner has signed in before; such checks have as many places as all
  // others together, so that guesses from elsewhere do not take them.
  boost::asio::awaitable<Outcome> check(std::string username, std::string password,
                                        bool is_known = false);
  // Whether these were accepted last: `check` would accept them at once.
  bool remembers(const std::string& username, const std::string& password) const;
  // Whether a check that is not known would be refused.
  bool is_busy() const { return waiting_ >= options_.max_waiting; }

  const Options& options() const { return options_; }

 private:
  using Digest = std::array<unsigned char, 32>;

  Digest digest_of(const std::string& username, const std::string& password) const;
  boost::asio::awaitable<Outcome> check_slowly(const std::string& username,
                                               const std::string& password);

  Options options_;
  std::string key_;  // of digest_of; random, for each process
  std::optional<Digest> remembered_;
  int waiting_ = 0;
  std::optional<boost::asio::thread_pool> worker_;  // started by the first check
};

}  // namespace web
