// A customer's card, as other screens about customers lead back to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bot/admin/customers/user_screens.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {

// The card, or that the button is stale when there is no such customer.
Reply show_user_card(db::Tx& tx, const Request& request, std::int64_t user_id);

// Owners too, whom the database does not know.
std::optional<shop::Role> role_of_user(db::Tx& tx, const Request& request, std::int64_t user_id);

// The next text of the sender goes to the dialog.
template <class Data>
void begin_dialog(db::Tx& tx, const Request& request, std::string_view name, const Data& data) {
  shop::save_dialog(tx, request.chat_id(), {std::string(name), json::to_text(data)}, request.now);
}

// What the dialog holds that went on when the update came; empty when it was another one.
template <class Data>
std::optional<Data> dialog_data(const Request& request, std::string_view name) {
  if (!request.dialog || request.dialog->name != name) {
    return std::nullopt;
  }
  const auto data = json::parse<Data>(request.dialog->data, json::Strictness::lenient);
  return data ? std::optional(*data) : std::nullopt;
}

// What the dialogs about one customer begin with.
struct UserData {
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(UserData, (), (user_id))

}  // namespace bot::admin
