// Identifies processes across machines.
#pragma once

#include <string>
#include <string_view>

namespace app {

// A unique name for this process: boot, process namespace, process id, start time.
std::string process_identity();

// True when `identity` names a process of this machine that has ended. False when it runs, or
// when that cannot be known here (another machine or container).
bool has_ended(std::string_view identity);

}  // namespace app
