// Counters of this process, and their text for Prometheus.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shop/reports/statistics.h"

namespace web {

// Counted from the start of the process. Used on the event loop's thread.
struct Metrics {
  std::uint64_t updates = 0;                 // from Telegram
  std::uint64_t database_failures = 0;       // that reached a front end of this process
  std::array<std::uint64_t, 6> responses{};  // HTTP, by the first digit of the status
};

// Where a coin's blocks come from.
struct BackendFigures {
  std::string name;  // "rpc 127.0.0.1:8332"
  bool is_up = false;
  std::optional<std::int64_t> tip_height;  // as last reported
  std::uint64_t failures = 0;
};

// A coin whose chain this process follows.
struct ChainFigures {
  std::string coin;  // "BTC"
  std::int64_t height = 0;
  bool has_caught_up = false;
  bool stands_still = false;  // for so long that the owners were told
  std::vector<BackendFigures> backends;
};

// Returns the chains that this process follows. Called on the event loop's thread.
using ChainReport = std::function<std::vector<ChainFigures>()>;

// The text exposition format 0.0.4; `shop` are the figures of the whole shop, empty when the
// database does not answer.
std::string render_metrics(const Metrics& metrics, const std::optional<shop::Counters>& shop,
                           const std::vector<ChainFigures>& chains);

}  // namespace web
