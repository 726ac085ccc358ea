// Signing in with the owner's name and password, with ever longer waits after wrong ones.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <expected>
#include <optional>

#include "web/core/context.h"

namespace web {

struct SignInRefusal {
  // When it may be tried again; empty: now, but the name or the password is wrong.
  std::optional<std::chrono::seconds> wait = {};
};

// Waits for nobody's wrong password: who has to wait is told so at once. From where the owner has
// signed in before, they may sign in while others' guesses make their name wait.
boost::asio::awaitable<std::expected<void, SignInRefusal>> check_password(
    Context& context, SignInGuard::Attempt attempt, std::string password);

}  // namespace web
