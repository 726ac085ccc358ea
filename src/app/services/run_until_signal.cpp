#include "app/services/run_until_signal.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <optional>

namespace app {
namespace {

namespace asio = boost::asio;

void reopen_on_hangup(asio::signal_set& hangup, base::Logger& logger) {
  hangup.async_wait([&hangup, &logger](const boost::system::error_code& cancelled, int /*signal*/) {
    if (!cancelled) {
      logger.reopen();
      reopen_on_hangup(hangup, logger);
    }
  });
}

}  // namespace

void outlive_lost_output() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

base::Result<void> run_until_signal(asio::io_context& io, ShopService& service,
                                    base::Logger& logger) {
  asio::signal_set end(io, SIGINT, SIGTERM);
  end.async_wait([&](const boost::system::error_code& cancelled, int /*signal*/) {
    if (!cancelled) {
      logger.info("Stopping: what is in hand is finished first.");
      end.clear();
      service.stop();
    }
  });
  asio::signal_set hangup(io, SIGHUP);
  reopen_on_hangup(hangup, logger);

  base::Result<void> result;
  std::exception_ptr defect;
  asio::co_spawn(io, service.run(), [&](std::exception_ptr failure, base::Result<void> ended) {
    defect = failure;
    result = std::move(ended);
    io.stop();
  });
  io.run();
  if (defect) {
    std::rethrow_exception(defect);
  }
  return result;
}

}  // namespace app
