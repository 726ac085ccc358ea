// Whether the database takes writes, for /readyz.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "web/core/context.h"

namespace web {

// Anybody may ask, so at most one write is under way, and its success stands for a second. Used on
// one thread. Cheap to copy; copies share the outcome.
class WriteProbe {
 public:
  // REQUIRES: `context` outlives the calls.
  explicit WriteProbe(Context& context);

  // Writes a row, durably, and returns "ok" or what is wrong, in words that say nothing about where
  // the database is. Waits no longer than 3 seconds.
  boost::asio::awaitable<std::string> look();

 private:
  struct State;
  static boost::asio::awaitable<void> write(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace web
