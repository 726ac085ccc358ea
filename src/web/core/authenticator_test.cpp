#include "web/core/authenticator.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <vector>

#include <gtest/gtest.h>

#include "web/core/password.h"

namespace {

namespace asio = boost::asio;
using web::Authenticator;
using Outcome = Authenticator::Outcome;

struct Fixture : testing::Test {
  Authenticator::Options options() const {
    return {.username = "owner",
            .password_hash = *web::hash_password("open sesame", /*cost=*/4),
            .failure_delay = std::chrono::milliseconds(1),
            .max_waiting = 3};
  }

  std::future<Outcome> start(std::string username, std::string password) {
    return asio::co_spawn(io, authenticator.check(std::move(username), std::move(password)),
                          asio::use_future);
  }

  Outcome check(std::string username, std::string password) {
    auto outcome = start(std::move(username), std::move(password));
    io.restart();
    io.run();
    return outcome.get();
  }

  asio::io_context io;
  base::SystemRandom random;
  Authenticator authenticator{options(), random};
};

using AuthenticatorTest = Fixture;

TEST_F(AuthenticatorTest, AcceptsTheOwnerAndNobodyElse) {
  EXPECT_EQ(check("owner", "open sesame"), Outcome::accepted);
  EXPECT_EQ(check("owner", "open sesame"), Outcome::accepted);
  EXPECT_EQ(check("owner", "open sesamE"), Outcome::refused);
  EXPECT_EQ(check("Owner", "open sesame"), Outcome::refused);
  EXPECT_EQ(check("owner", ""), Outcome::refused);
  EXPECT_EQ(check("", "open sesame"), Outcome::refused);
  EXPECT_EQ(check("owneropen ", "sesame"), Outcome::refused);
}

TEST_F(AuthenticatorTest, LimitsWaitingChecksExceptForRememberedCredentials) {
  ASSERT_EQ(check("owner", "open sesame"), Outcome::accepted);
  std::vector<std::future<Outcome>> guesses;
  guesses.reserve(10);
  for (int i = 0; i < 10; ++i) {
    guesses.push_back(start("owner", "guess " + std::to_string(i)));
  }
  auto owner = start("owner", "open sesame");
  io.restart();
  io.run();
  int refused = 0;
  int busy = 0;
  for (auto& guess : guesses) {
    const auto outcome = guess.get();
    refused += outcome == Outcome::refused ? 1 : 0;
    busy += outcome == Outcome::busy ? 1 : 0;
  }
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(busy, 7);
  EXPECT_EQ(owner.get(), Outcome::accepted);
  EXPECT_EQ(check("owner", "later guess"), Outcome::refused) << "no check waits any more";
}

}  // namespace
