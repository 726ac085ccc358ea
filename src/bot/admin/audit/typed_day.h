// Days as people type them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace bot::admin {

// "2026-11-30" or "30.11.2026", also "30/11/2026", in digits of any width; empty for what is no
// day. REQUIRES: `typed` is UTF-8.
std::optional<std::chrono::sys_days> read_day(std::string_view typed);

}  // namespace bot::admin
