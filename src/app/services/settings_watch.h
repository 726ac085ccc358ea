// Follows what owners set in the database.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>

#include "app/cluster/context.h"
#include "app/settings/settings.h"
#include "base/alarm.h"

namespace app {

// In every process of a shop, whatever its roles: at once behind a change of this process, and
// every few seconds for those of others. Used on `executor`, which runs on one thread; what
// `context` refers to outlives it.
class SettingsWatch {
 public:
  // Called with the settings as they are from now on.
  using OnChange = std::function<void(const Settings&)>;

  // `settings`: without what the database has.
  SettingsWatch(const boost::asio::any_io_executor& executor, const Context& context,
                Settings settings, OnChange on_change);

  // Reads what is set, for whoever begins to work. A database that fails is asked again by run().
  boost::asio::awaitable<void> look();

  // Runs until stop(). REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop() { alarm_.stop(); }

  // This process has changed something.
  void wake();

 private:
  Context context_;
  Settings settings_;
  OnChange on_change_;
  std::int64_t version_ = 0;  // of what on_change_ was told
  bool is_woken_ = false;
  base::Alarm alarm_;
};

}  // namespace app
