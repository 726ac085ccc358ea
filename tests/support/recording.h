// Names the files in which tests record their Bot API calls for the type check.
#pragma once

#include <string>
#include <string_view>

namespace support {

// Returns the value for sandbox::BotApiServer::Options::record_file: `name`.jsonl in the folder of
// the environment variable KRAM_RECORD_DIR, which is created if need be; "" (record nothing) when
// it is unset. Calls are appended, so several servers of one executable may share a name.
std::string record_file(std::string_view name);

}  // namespace support
