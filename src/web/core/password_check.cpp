#include "web/core/password_check.h"

#include <algorithm>

#include "shop/access/session.h"

namespace web {
namespace {

using Checked = std::expected<void, SignInRefusal>;

boost::asio::awaitable<bool> is_from_known_address(Context& context,
                                                   const SignInGuard::Attempt& attempt) {
  if (!attempt.address) {
    co_return false;
  }
  co_return co_await context.database.read(
      [name = attempt.username, address = attempt.address->to_text()](db::Tx& tx) {
        return shop::has_signed_in(tx, name, address);
      });
}

}  // namespace

boost::asio::awaitable<Checked> check_password(Context& context, SignInGuard::Attempt attempt,
                                               std::string password) {
  auto& guard = context.sign_in_guard;
  if (context.authenticator.remembers(attempt.username, password)) {
    co_return Checked();
  }
  const auto of_address = guard.wait_of_address(attempt, context.clock.now());
  const auto of_name = guard.wait_of_name(attempt, context.clock.now());
  const bool is_crowded = of_name > std::chrono::seconds(0) || context.authenticator.is_busy();
  const bool is_known = is_crowded && co_await is_from_known_address(context, attempt);
  const auto wait = is_known ? of_address : std::max(of_address, of_name);
  if (wait > std::chrono::seconds(0)) {
    co_return std::unexpected(SignInRefusal{.wait = wait});
  }
  guard.begin(attempt, context.clock.now());
  switch (co_await context.authenticator.check(attempt.username, std::move(password), is_known)) {
    case Authenticator::Outcome::accepted:
      guard.succeed(attempt);
      co_return Checked();
    case Authenticator::Outcome::busy:
      guard.take_back(attempt);
      co_return std::unexpected(SignInRefusal{.wait = std::chrono::seconds(1)});
    case Authenticator::Outcome::refused:
      break;
  }
  co_return std::unexpected(SignInRefusal());
}

}  // namespace web
