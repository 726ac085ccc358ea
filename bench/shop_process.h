// The shop under test, in a process of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "bench/child_process.h"
#include "bench/stub_bot_api.h"
#include "bench/webhook.h"

namespace bench {

class ShopProcess {
 public:
  enum class Program {
    kram,       // `kram serve` as it is built for owners
    unlimited,  // the same without a limit on messages a second (unlimited_shop.h)
  };
  struct Options {
    Program program = Program::unlimited;
    std::string database_url;         // migrated
    std::filesystem::path directory;  // for the log
  };

  // Starts it and waits until it takes updates. Throws std::runtime_error when it does not.
  ShopProcess(const Options& options, const StubBotApi& telegram);

  const WebhookAddress& address() const { return address_; }
  // The time from the start of the process to the first 200 of /readyz.
  std::chrono::microseconds start_time() const { return start_time_; }
  const ChildProcess& process() const { return process_; }

  // Ends it. Throws std::runtime_error when it fails or has logged a warning.
  void stop();

 private:
  std::filesystem::path log_;
  WebhookAddress address_;
  std::chrono::steady_clock::time_point started_;
  ChildProcess process_;
  std::chrono::microseconds start_time_{};
};

}  // namespace bench
