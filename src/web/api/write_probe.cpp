#include "web/api/write_probe.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>
#include <optional>
#include <utility>

#include "db/core/failure.h"
#include "db/core/lease.h"

namespace web {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kOutcomeStands{1};
constexpr std::chrono::seconds kPatience{3};
constexpr const char* kRow = "readyz";  // its own row of the table of leases
constexpr std::string_view kWritten = "ok";
constexpr const char* kNoAnswer = "does not answer";

const char* words_for(const db::Failure& failure) {
  switch (failure.cause()) {
    case db::FailureCause::disk_full:
      return "cannot write: the disk is full";
    case db::FailureCause::read_only:
      return "cannot write: it is read-only";
    case db::FailureCause::unwritable:
      return "cannot write: the disk refuses";
    case db::FailureCause::other:
      break;
  }
  return failure.kind() == db::FailureKind::unavailable ? kNoAnswer : "refuses a write";
}

}  // namespace

struct WriteProbe::State {
  explicit State(Context& of) : context(of) {}

  // Failures do not stand: they cost the database nothing.
  bool is_fresh() const {
    return outcome == kWritten && steady_clock::now() < written_at + kOutcomeStands;
  }

  Context& context;
  bool is_writing = false;
  steady_clock::time_point written_at{};
  std::string outcome = kNoAnswer;
  std::list<asio::steady_timer*> waiting;
};

WriteProbe::WriteProbe(Context& context) : state_(std::make_shared<State>(context)) {}

asio::awaitable<void> WriteProbe::write(std::shared_ptr<State> state) {
  auto& context = state->context;
  try {
    co_await context.database.transact([now = context.clock.now()](db::Tx& tx) {
      return db::take_lease(tx, kRow, kRow, now, kOutcomeStands);
    });
    state->outcome = kWritten;
  } catch (const db::Failure& failure) {
    context.logger.warn("/readyz: {}", failure.what());
    ++context.metrics.database_failures;
    state->outcome = words_for(failure);
  }
  state->written_at = steady_clock::now();
  state->is_writing = false;
  for (auto* const timer : state->waiting) {
    timer->cancel();
  }
}

asio::awaitable<std::string> WriteProbe::look() {
  const auto state = state_;
  if (state->is_fresh()) {
    co_return state->outcome;
  }
  const auto executor = co_await asio::this_coro::executor;
  if (!std::exchange(state->is_writing, true)) {
    asio::co_spawn(executor, write(state), asio::detached);
  }
  asio::steady_timer timer(executor, kPatience);
  const auto place = state->waiting.insert(state->waiting.end(), &timer);
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  state->waiting.erase(place);
  co_return state->is_writing ? kNoAnswer : state->outcome;
}

}  // namespace web
