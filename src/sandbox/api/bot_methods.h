// The Bot API methods, after the check of their fields.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "sandbox/api/answer.h"
#include "sandbox/api/bot_call.h"
#include "sandbox/model/state.h"

namespace sandbox {

// Fetches the picture at a URL; nothing when that fails.
using FetchPicture = std::function<std::optional<std::string>(std::string_view url)>;

struct MethodContext {
  State& state;
  const BotCall& call;
  base::Timestamp now;
  const FetchPicture& fetch;
};

// Performs any method but those of the transport (getUpdates, setWebhook, deleteWebhook,
// getWebhookInfo). REQUIRES: the schema has checked the call.
Answer perform(const MethodContext& context);

// send_methods.cpp
Answer send_message(const MethodContext& context);
Answer send_photo(const MethodContext& context);
Answer send_document(const MethodContext& context);
Answer send_location(const MethodContext& context);
Answer send_chat_action(const MethodContext& context);

// edit_methods.cpp
Answer edit_message_text(const MethodContext& context);
Answer edit_message_caption(const MethodContext& context);
Answer edit_message_media(const MethodContext& context);
Answer edit_message_reply_markup(const MethodContext& context);
Answer delete_message(const MethodContext& context);
Answer delete_messages(const MethodContext& context);

// profile_methods.cpp
Answer get_me(const MethodContext& context);
Answer get_chat(const MethodContext& context);
Answer get_file(const MethodContext& context);
Answer set_my_commands(const MethodContext& context);
Answer get_my_commands(const MethodContext& context);
Answer delete_my_commands(const MethodContext& context);
Answer set_my_name(const MethodContext& context);
Answer set_my_description(const MethodContext& context);
Answer get_my_description(const MethodContext& context);
Answer set_my_short_description(const MethodContext& context);
Answer get_my_short_description(const MethodContext& context);
Answer set_chat_menu_button(const MethodContext& context);
Answer get_chat_menu_button(const MethodContext& context);

// callback_methods.cpp
Answer answer_callback_query(const MethodContext& context);

// payment_methods.cpp
Answer send_invoice(const MethodContext& context);
Answer answer_pre_checkout_query(const MethodContext& context);
Answer refund_star_payment(const MethodContext& context);

}  // namespace sandbox
