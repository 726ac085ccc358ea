// Does imports that programs asked for over the REST API.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>

#include "app/cluster/context.h"
#include "app/import/requested_imports.h"
#include "app/settings/settings.h"
#include "base/alarm.h"
#include "db/core/announcements.h"

namespace app {

// Where the files of imports are kept until they have ended: beside SQLite's file, else in the
// working directory.
RequestedImports::Place import_place(const Settings& settings);

// Role `web`: the process that receives a file imports it, on a thread of its own, and so does one
// that is started again on the same machine. Used on `executor`, which runs on one thread.
class ImportWork {
 public:
  ImportWork(const boost::asio::any_io_executor& executor, const Context& context,
             const RequestedImports::Place& place);

  // Runs until stop(). REQUIRES: called once; the object outlives it.
  boost::asio::awaitable<void> run();
  // What is under way is gone on with at the next start.
  void stop();

 private:
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<void> report();
  boost::asio::awaitable<bool> try_to_work();
  void wake();

  Context context_;
  std::string host_;
  RequestedImports imports_;
  base::Alarm alarm_;
  base::Alarm report_alarm_;
  bool is_woken_ = false;
  std::shared_ptr<ImportWork*> self_;  // empty for the listener once this is gone
  db::Announcements::Subscription listening_;
  boost::asio::thread_pool worker_{1};
};

}  // namespace app
