#include "app/services/import_work.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace app {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator&&;

namespace {

constexpr std::chrono::seconds kImportLookPeriod{60};
// While the request that brought a file, or another process, still has it.
constexpr std::chrono::milliseconds kHeldPeriod{250};
constexpr std::chrono::seconds kReportPeriod{1};
constexpr std::chrono::minutes kHostPeriod{5};

std::string host_name() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

}  // namespace

RequestedImports::Place import_place(const Settings& settings) {
  constexpr std::string_view kSqlite = "sqlite:";
  const std::string_view url = settings.database_url;
  const auto directory = url.starts_with(kSqlite)
                             ? std::string(url.substr(kSqlite.size())) + "-imports"
                             : std::string("kram-imports");
  return {.host = host_name(), .directory = std::filesystem::absolute(directory)};
}

ImportWork::ImportWork(const asio::any_io_executor& executor, const Context& context,
                       const RequestedImports::Place& place)
    : context_(context),
      host_(place.host),
      imports_(context.database, context.clock, context.logger, place),
      alarm_(executor),
      report_alarm_(executor),
      self_(std::make_shared<ImportWork*>(this)),
      listening_(context.database.listen([executor, self = std::weak_ptr(self_)] {
        asio::post(executor, [self] {
          if (const auto held = self.lock()) {
            (*held)->wake();
          }
        });
      })) {}

asio::awaitable<void> ImportWork::run() { co_await (work() && report()); }

void ImportWork::stop() {
  imports_.stop();
  alarm_.stop();
  report_alarm_.stop();
}

void ImportWork::wake() {
  is_woken_ = true;
  alarm_.ring();
}

asio::awaitable<void> ImportWork::work() {
  while (!alarm_.is_stopped()) {
    is_woken_ = false;
    const bool are_some_held = co_await try_to_work();
    if (!is_woken_) {
      co_await alarm_.pause(are_some_held ? kHeldPeriod : kImportLookPeriod);
    }
  }
}

asio::awaitable<bool> ImportWork::try_to_work() {
  try {
    co_return co_await asio::co_spawn(
        worker_, [this]() -> asio::awaitable<bool> { co_return imports_.work(); },
        asio::use_awaitable);
  } catch (const std::exception& failure) {
    context_.logger.warn("Imports wait for the database: {}", failure.what());
  }
  co_return false;
}

asio::awaitable<void> ImportWork::report() {
  auto host_due = context_.clock.now();
  while (!report_alarm_.is_stopped()) {
    const auto now = context_.clock.now();
    const auto progress = imports_.progress();
    const bool is_host_due = now >= host_due;
    try {
      if (progress || is_host_due) {
        co_await context_.database.transact([&](db::Tx& tx) {
          if (progress) {
            shop::note_progress(tx, *progress, now);
          }
          if (is_host_due) {
            shop::note_host(tx, host_, now);
          }
          return true;
        });
      }
      host_due = is_host_due ? now + kHostPeriod : host_due;
    } catch (const std::exception& failure) {
      context_.logger.warn("The progress of imports waits for the database: {}", failure.what());
    }
    co_await report_alarm_.pause(kReportPeriod);
  }
}

}  // namespace app
