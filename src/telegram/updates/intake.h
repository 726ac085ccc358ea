// What becomes of an update that arrived, by whichever way.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/log.h"
#include "telegram/update_handler.h"
#include "telegram/update_run.h"

namespace telegram {

// Reads updates and runs the handler on them. One that cannot be read is logged with its id and
// left out, unless it tells of money: then the payment alone is read (read_payment), or else the
// update is kept. One that tells of money and that the handler could not book kTries times in a row
// (`later`, or an exception) is kept, too, so that it does not hold up others. Without a keeper,
// and while it keeps nothing, such an update ends with `later`.
//
// Not thread-safe. REQUIRES: it outlives the runs.
class Intake {
 public:
  static constexpr int kTries = 5;

  Intake(UpdateHandler handler, UpdateKeeper keeper, base::Logger& logger)
      : handler_(std::move(handler)), keeper_(std::move(keeper)), logger_(logger) {}

  // Starts the run (UpdateRun::start); `hold` lives until it has ended. nullptr: the update is left
  // out.
  std::shared_ptr<UpdateRun> start(const boost::asio::any_io_executor& executor,
                                   const boost::json::value& json,
                                   std::shared_ptr<const void> hold = {});

 private:
  boost::asio::awaitable<Handled> book(Update update, std::string json);
  boost::asio::awaitable<Handled> keep(std::int64_t id, std::string json);

  UpdateHandler handler_;
  UpdateKeeper keeper_;
  base::Logger& logger_;
  std::map<std::int64_t, int> failures_;  // of updates that tell of money, in a row
};

}  // namespace telegram
