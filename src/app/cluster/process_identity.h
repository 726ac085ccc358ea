// Which process of which machine this is.
#pragma once

#include <string>
#include <string_view>

namespace app {

// A name for this process that no other one has: boot, process namespace, process id, start time.
std::string process_identity();

// True when `identity` names a process of this machine that has ended. False when it runs, or when
// it cannot be told from here (another machine or container).
bool has_ended(std::string_view identity);

}  // namespace app
