#include "sandbox/api/bot_methods.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sandbox {
namespace {

using Method = Answer (*)(const MethodContext&);

constexpr std::array<std::pair<std::string_view, Method>, 28> kMethods{{
    {"getMe", get_me},
    {"sendMessage", send_message},
    {"sendPhoto", send_photo},
    {"sendDocument", send_document},
    {"sendLocation", send_location},
    {"sendChatAction", send_chat_action},
    {"editMessageText", edit_message_text},
    {"editMessageCaption", edit_message_caption},
    {"editMessageMedia", edit_message_media},
    {"editMessageReplyMarkup", edit_message_reply_markup},
    {"deleteMessage", delete_message},
    {"deleteMessages", delete_messages},
    {"answerCallbackQuery", answer_callback_query},
    {"sendInvoice", send_invoice},
    {"answerPreCheckoutQuery", answer_pre_checkout_query},
    {"refundStarPayment", refund_star_payment},
    {"getChat", get_chat},
    {"getFile", get_file},
    {"setMyCommands", set_my_commands},
    {"getMyCommands", get_my_commands},
    {"deleteMyCommands", delete_my_commands},
    {"setMyName", set_my_name},
    {"setMyDescription", set_my_description},
    {"getMyDescription", get_my_description},
    {"setMyShortDescription", set_my_short_description},
    {"getMyShortDescription", get_my_short_description},
    {"setChatMenuButton", set_chat_menu_button},
    {"getChatMenuButton", get_chat_menu_button},
}};

}  // namespace

Answer perform(const MethodContext& context) {
  const auto* method = std::ranges::find(kMethods, std::string_view(context.call.method),
                                         &std::pair<std::string_view, Method>::first);
  if (method == kMethods.end()) {
    return std::unexpected(ApiError{404, "Not Found: method not found", std::nullopt});
  }
  return method->second(context);
}

}  // namespace sandbox
