#include "sandbox/api/schema.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"

namespace sandbox {
namespace {

// One method or type per line: `name field:Type …`. A type is Integer, String, Boolean, Coordinate,
// Chat (an id or "@name"), File (an upload, a file_id or a URL), Any, the name of an object below,
// or a list of one with [] after it; ! marks required fields.
constexpr std::string_view kTable = R"(
getMe
getUpdates offset:Integer limit:Integer timeout:Integer allowed_updates:String[]
setWebhook url:String! certificate:File ip_address:String max_connections:Integer
  allowed_updates:String[] drop_pending_updates:Boolean secret_token:String
deleteWebhook drop_pending_updates:Boolean
getWebhookInfo
sendMessage chat_id:Chat! message_thread_id:Integer text:String! parse_mode:String
  link_preview_options:LinkPreviewOptions disable_notification:Boolean protect_content:Boolean
  message_effect_id:String reply_parameters:ReplyParameters reply_markup:ReplyMarkup
sendPhoto chat_id:Chat! message_thread_id:Integer photo:File! caption:String parse_mode:String
  show_caption_above_media:Boolean has_spoiler:Boolean disable_notification:Boolean
  protect_content:Boolean message_effect_id:String reply_parameters:ReplyParameters
  reply_markup:ReplyMarkup
sendDocument chat_id:Chat! message_thread_id:Integer document:File! thumbnail:File caption:String
  parse_mode:String disable_content_type_detection:Boolean disable_notification:Boolean
  protect_content:Boolean message_effect_id:String reply_parameters:ReplyParameters
  reply_markup:ReplyMarkup
sendLocation chat_id:Chat! message_thread_id:Integer latitude:Coordinate! longitude:Coordinate!
  horizontal_accuracy:Any live_period:Integer heading:Integer proximity_alert_radius:Integer
  disable_notification:Boolean protect_content:Boolean message_effect_id:String
  reply_parameters:ReplyParameters reply_markup:ReplyMarkup
editMessageText chat_id:Chat! message_id:Integer! text:String! parse_mode:String
  link_preview_options:LinkPreviewOptions reply_markup:InlineKeyboardMarkup
editMessageCaption chat_id:Chat! message_id:Integer! caption:String parse_mode:String
  show_caption_above_media:Boolean reply_markup:InlineKeyboardMarkup
editMessageMedia chat_id:Chat! message_id:Integer! media:InputMediaPhoto!
  reply_markup:InlineKeyboardMarkup
editMessageReplyMarkup chat_id:Chat! message_id:Integer! reply_markup:InlineKeyboardMarkup
deleteMessage chat_id:Chat! message_id:Integer!
deleteMessages chat_id:Chat! message_ids:Integer[]!
answerCallbackQuery callback_query_id:String! text:String show_alert:Boolean url:String
  cache_time:Integer
sendInvoice chat_id:Chat! message_thread_id:Integer title:String! description:String! payload:String!
  provider_token:String currency:String! prices:LabeledPrice[]! start_parameter:String
  disable_notification:Boolean protect_content:Boolean message_effect_id:String
  reply_parameters:ReplyParameters
answerPreCheckoutQuery pre_checkout_query_id:String! ok:Boolean! error_message:String
refundStarPayment user_id:Integer! telegram_payment_charge_id:String!
sendChatAction chat_id:Chat! action:String!
getFile file_id:String!
getChat chat_id:Chat!
setMyCommands commands:BotCommand[]! scope:BotCommandScope language_code:String
getMyCommands scope:BotCommandScope language_code:String
deleteMyCommands scope:BotCommandScope language_code:String
setMyName name:String language_code:String
setMyDescription description:String language_code:String
getMyDescription language_code:String
setMyShortDescription short_description:String language_code:String
getMyShortDescription language_code:String
setChatMenuButton chat_id:Integer menu_button:MenuButton
getChatMenuButton chat_id:Integer

InlineKeyboardMarkup inline_keyboard:InlineKeyboardButton[][]!
InlineKeyboardButton text:String! icon_custom_emoji_id:String style:String url:String
  callback_data:String web_app:WebAppInfo copy_text:CopyTextButton
CopyTextButton text:String!
WebAppInfo url:String!
ReplyKeyboardMarkup keyboard:KeyboardButton[][]! is_persistent:Boolean resize_keyboard:Boolean
  one_time_keyboard:Boolean input_field_placeholder:String selective:Boolean
KeyboardButton text:String! icon_custom_emoji_id:String style:String
ReplyKeyboardRemove remove_keyboard:Boolean! selective:Boolean
ForceReply force_reply:Boolean! input_field_placeholder:String selective:Boolean
LinkPreviewOptions is_disabled:Boolean url:String prefer_small_media:Boolean
  prefer_large_media:Boolean show_above_text:Boolean
ReplyParameters message_id:Integer! chat_id:Chat allow_sending_without_reply:Boolean quote:String
InputMediaPhoto type:String! media:String! caption:String parse_mode:String
  show_caption_above_media:Boolean has_spoiler:Boolean
LabeledPrice label:String! amount:Integer!
BotCommand command:String! description:String!
BotCommandScope type:String! chat_id:Chat user_id:Integer
MenuButton type:String! text:String web_app:WebAppInfo
)";

// Telegram's errors for missing fields; for all others it is "parameter "x" is required".
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kMissing{{
    {"chat_id", "chat_id is empty"},
    {"text", "message text is empty"},
    {"message_id", "message identifier is not specified"},
    {"photo", "there is no photo in the request"},
    {"latitude", "latitude is empty"},
    {"longitude", "longitude is empty"},
    {"callback_query_id", "query is too old and response timeout expired or query ID is invalid"},
}};

std::string missing(std::string_view method, std::string_view field) {
  for (const auto& [name, message] : kMissing) {
    if (name == field) {
      return std::string(message);
    }
  }
  return fmt::format("parameter \"{}\" is required in {}", field, method);
}

std::string must_be(std::string_view type) { return fmt::format("must be of type {}", type); }

// Reads a whole number; in a form it is a string.
bool read_integer(boost::json::value& value, bool is_form) {
  if (is_form && value.is_string()) {
    const std::string_view text = value.get_string();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
      return false;
    }
    value = number;
  }
  return json::decode<std::int64_t>(value, json::Strictness::strict).has_value();
}

bool read_boolean(boost::json::value& value, bool is_form) {
  if (is_form && value.is_string()) {
    const std::string_view text = value.get_string();
    if (text == "true" || text == "True" || text == "1") {
      value = true;
    } else if (text == "false" || text == "False" || text == "0") {
      value = false;
    }
  }
  return value.is_bool();
}

bool read_coordinate(boost::json::value& value, bool is_form) {
  if (is_form && value.is_string()) {
    const auto coordinate = base::Coordinate::parse(std::string_view(value.get_string()), 180);
    if (!coordinate) {
      return false;
    }
    value = json::encode(*coordinate);
  }
  return json::decode<base::Coordinate>(value, json::Strictness::strict).has_value();
}

bool read_chat(boost::json::value& value, bool is_form) {
  const bool is_name = value.is_string() && value.get_string().starts_with('@');
  return is_name || read_integer(value, is_form);
}

std::string_view markup_type(const boost::json::value& value) {
  const boost::json::object* object = value.if_object();
  if (!object) {
    return "";
  }
  if (object->contains("inline_keyboard")) {
    return "InlineKeyboardMarkup";
  }
  if (object->contains("keyboard")) {
    return "ReplyKeyboardMarkup";
  }
  if (object->contains("remove_keyboard")) {
    return "ReplyKeyboardRemove";
  }
  return object->contains("force_reply") ? "ForceReply" : "";
}

}  // namespace

Schema::Schema() {
  std::vector<Field>* fields = nullptr;
  for (const std::string_view line : base::split(kTable, '\n')) {
    for (const std::string_view word : base::split(line, ' ')) {
      const std::size_t colon = word.find(':');
      if (word.empty()) {
        continue;
      }
      if (colon == std::string_view::npos) {
        fields = &types_[std::string(word)];
        continue;
      }
      const bool is_required = word.ends_with('!');
      const std::string_view type = word.substr(colon + 1, word.size() - colon - 1 - is_required);
      fields->push_back({std::string(word.substr(0, colon)), std::string(type), is_required});
    }
  }
}

std::optional<ApiError> Schema::check(BotCall& call) const {
  const Problem problem = check_fields(call.method, call.params, call.is_form);
  return problem ? std::optional(bad_request(*problem).error()) : std::nullopt;
}

Schema::Problem Schema::check_fields(std::string_view type, boost::json::object& object,
                                     bool is_form) const {
  const std::vector<Field>& fields = types_.find(type)->second;
  for (auto& [name, value] : object) {
    const auto field = std::ranges::find(fields, std::string_view(name), &Field::name);
    if (field == fields.end()) {
      return fmt::format("unknown field \"{}\" in {}", std::string_view(name), type);
    }
    if (const Problem problem = check_value(field->type, value, is_form)) {
      const bool is_wrapped = !problem->starts_with("must be");
      return is_wrapped
                 ? *problem
                 : fmt::format("can't parse {}: field \"{}\" {}", type, field->name, *problem);
    }
  }
  for (const Field& field : fields) {
    const boost::json::value* value = object.if_contains(field.name);
    const bool is_empty = value && value->is_string() && value->get_string().empty();
    const bool may_be_empty = field.name == "url" || field.name == "description";
    if (field.is_required && (!value || (is_empty && !may_be_empty))) {
      return missing(type, field.name);
    }
  }
  return std::nullopt;
}

Schema::Problem Schema::check_value(std::string_view type, boost::json::value& value,
                                    bool is_form) const {
  const auto verdict = [type](bool is_good) {
    return is_good ? std::nullopt : Problem(must_be(type));
  };
  if (type == "Any") {
    return std::nullopt;
  }
  if (type == "Integer") {
    return verdict(read_integer(value, is_form));
  }
  if (type == "Boolean") {
    return verdict(read_boolean(value, is_form));
  }
  if (type == "Coordinate") {
    return verdict(read_coordinate(value, is_form));
  }
  if (type == "Chat") {
    return read_chat(value, is_form) ? std::nullopt : Problem("chat not found");
  }
  if (type == "String" || type == "File") {
    if (value.is_string() && !base::is_utf8(std::string_view(value.get_string()))) {
      return "strings must be encoded in UTF-8";
    }
    return value.is_string() ? std::nullopt : Problem(must_be("String"));
  }
  if (is_form && value.is_string()) {
    auto json = json::parse_value(std::string_view(value.get_string()));
    if (!json) {
      return fmt::format("can't parse {} JSON object", type);
    }
    value = *std::move(json);
  }
  return type.ends_with("[]") ? check_list(type, value) : check_object(type, value);
}

Schema::Problem Schema::check_list(std::string_view type, boost::json::value& value) const {
  if (!value.is_array()) {
    return must_be("Array");
  }
  const std::string_view element = type.substr(0, type.size() - 2);
  for (boost::json::value& item : value.get_array()) {
    if (const Problem problem = check_value(element, item, /*is_form=*/false)) {
      return problem;
    }
  }
  return std::nullopt;
}

Schema::Problem Schema::check_object(std::string_view type, boost::json::value& value) const {
  if (type == "ReplyMarkup") {
    type = markup_type(value);
  }
  if (!value.is_object() || type.empty()) {
    return "object expected as " + std::string(type.empty() ? "reply markup" : type);
  }
  return check_fields(type, value.get_object(), /*is_form=*/false);
}

}  // namespace sandbox
