// What an update writes to a ticket.
#pragma once

#include "bot/updates/incoming.h"
#include "shop/support/conversation.h"

namespace bot {

// The text and the picture; empty of another kind of message, such as a voice note.
inline shop::Writing writing_of(const Incoming& incoming) {
  shop::Writing writing{.text = incoming.text};
  if (!incoming.photo_file_id.empty()) {
    writing.photo_file_id = incoming.photo_file_id;
  }
  return writing;
}

}  // namespace bot
