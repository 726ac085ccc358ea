// Encodes the state as the Bot API's JSON.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "sandbox/model/state.h"

namespace sandbox {

boost::json::object to_json(const Person& person);
boost::json::object to_json(const BotProfile& bot);
boost::json::object to_json(const State& state, const Chat& chat, const Message& message);
boost::json::object to_json(const State& state, const Chat& chat, const Callback& callback);
boost::json::object to_json(const Person& person, const Checkout& checkout);
boost::json::array to_json(const std::vector<Entity>& entities);
boost::json::object to_json(const Keyboard& keyboard);
boost::json::object private_chat(const Person& person);

}  // namespace sandbox
