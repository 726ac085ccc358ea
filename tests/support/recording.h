// Where tests leave the Bot API calls that they made, to be type-checked afterwards.
#pragma once

#include <string>
#include <string_view>

namespace support {

// The value for sandbox::BotApiServer::Options::record_file: `name`.jsonl in the folder that the
// environment's KRAM_RECORD_DIR names, which is made if need be; "" (record nothing) when it names
// none. Later calls are appended, so several servers of one executable may share a name.
std::string record_file(std::string_view name);

}  // namespace support
