// What people do in the chat: each function changes the state and queues the update it causes.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "base/clock.h"
#include "sandbox/model/state.h"

namespace sandbox {

// The chat of this person, added on first use ("Customer 7" without a name).
Chat& find_or_add_chat(State& state, Person person);

// Sends a message of this person.
Message& post(State& state, Chat& chat, Message message, base::Timestamp now);

// Return the message. REQUIRES: `chat` is in the state.
// `topic` is made when the chat does not have it; 0: outside of topics.
Message& write_text(State& state, Chat& chat, std::string text, base::Timestamp now,
                    std::int64_t topic = 0);
std::expected<std::int64_t, std::string> send_picture(State& state, Chat& chat, std::string bytes,
                                                      std::string caption, base::Timestamp now);
// Without `bytes` nobody can download it.
// Keeps the bytes, if there are any, under a new file_id, which the result has.
Attachment store_document(State& state, Attachment attachment, std::string bytes);
Message& send_attachment(State& state, Chat& chat, Attachment attachment, base::Timestamp now,
                         std::string bytes = "");

// Presses a button with this data under the message; returns the callback's id.
std::string press_button(State& state, Chat& chat, std::int64_t message_id, std::string data,
                         base::Timestamp now);

void set_blocked(State& state, Chat& chat, bool is_blocked, base::Timestamp now);

}  // namespace sandbox
