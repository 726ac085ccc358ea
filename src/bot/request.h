// What a handler is given about one update.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "bot/catalogue.h"
#include "shop/customer.h"
#include "shop/dialog.h"

namespace bot {

// What the owner has set for the whole shop. Empty texts mean that the setting is unset.
struct ShopSettings {
  std::string bot_username;  // without @, for links
  std::string currency = "PLN";
  std::chrono::minutes reservation{15};
  std::vector<std::int64_t> admin_ids;
  std::string terms_text;
  std::string terms_url;
  std::string support_contact;

  bool is_admin(std::int64_t user_id) const {
    return std::ranges::find(admin_ids, user_id) != admin_ids.end();
  }
};

// The person who wrote or pressed, as Telegram describes them. Nothing here is escaped.
struct Sender {
  std::int64_t id = 0;
  std::string username;
  std::string first_name;
  std::string language_tag;  // Telegram's, such as "pl" or "pt-br"
};

// A pressed button.
struct Press {
  std::string id;  // of the callback query
  std::string data;
  std::int64_t message_id = 0;  // the message that the button belongs to; 0 when it is gone
};

// An update together with what the transaction has loaded for it. Private chats only: `sender.id`
// is also the chat's id.
struct Request {
  std::int64_t update_id = 0;
  Sender sender;
  std::optional<Press> press;   // a callback query, or else a message:
  std::string text;             // as typed; "" when the message has none
  std::string command;          // "start" for "/start ref_ABC123XY", else ""
  std::string command_payload;  // "ref_ABC123XY"
  std::string photo_file_id;    // the largest size of a photo that was sent, or ""

  shop::Customer customer;
  bool is_new = false;                     // registered by this very update
  std::optional<shop::Customer> referrer;  // whose link a new customer followed
  std::optional<shop::Dialog> dialog;      // as it stood when the update came

  const Texts& texts;  // in the customer's language
  const Catalogue& catalogue;
  const ShopSettings& settings;
  base::Random& random;
  base::Timestamp now;

  std::int64_t chat_id() const { return sender.id; }
  bool is_admin() const { return settings.is_admin(sender.id); }
};

}  // namespace bot
