// Runs a shop as a process.
#pragma once

#include <boost/asio/io_context.hpp>

#include "app/services/shop_service.h"
#include "base/error.h"
#include "base/log.h"

namespace app {

// Neither a reader of standard output that goes away (`kram serve | head`) nor a limit on the size
// of files ends the process from now on: the write fails instead.
void outlive_lost_output();

// Runs the shop on this thread until SIGINT or SIGTERM, which finish what is in hand (a second one
// ends the process at once), or until an error that only the operator can fix. SIGHUP reopens the
// log file. REQUIRES: `service` works on `io`, which nobody else runs; it is stopped afterwards.
base::Result<void> run_until_signal(boost::asio::io_context& io, ShopService& service,
                                    base::Logger& logger);

}  // namespace app
