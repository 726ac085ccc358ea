// Changes of the chats, as JSON for the chat page.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>

#include "sandbox/model/state.h"

namespace sandbox {

// {"version":N,"bot":{…},"chats":[{…,"messages":[those newer than `since`],"answers":[…]}]}: every
// chat, but of messages and callbacks only what is newer than `since`.
boost::json::object chat_events(const State& state, std::uint64_t since, base::Timestamp now);

}  // namespace sandbox
