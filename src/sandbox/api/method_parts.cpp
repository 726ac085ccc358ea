#include "sandbox/api/method_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "sandbox/model/html.h"

namespace sandbox {
namespace {

constexpr std::string_view kAttached = "attach://";

std::string text_of(const boost::json::object& object, std::string_view field) {
  const boost::json::value* value = object.if_contains(field);
  return value ? std::string(value->as_string()) : "";
}

bool is_web_address(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://", "tg://"}) {
    if (url.starts_with(scheme)) {
      return url.size() > scheme.size() && url.find(' ') == std::string_view::npos;
    }
  }
  return false;
}

OrError<Button> check_button(Button button, std::size_t actions) {
  constexpr std::size_t kDataBytesMax = 64;
  constexpr std::size_t kCopyUnitsMax = 256;
  const std::string prefix = "can't parse inline keyboard button: ";
  if (base::trim(button.text).empty()) {
    return bad_request(prefix + "Text must be non-empty");
  }
  if (actions == 0) {
    return bad_request(prefix + "Text buttons are unallowed in the inline keyboard");
  }
  if (actions > 1) {
    return bad_request(prefix + "Exactly one of the optional fields must be used");
  }
  if (button.callback_data.size() > kDataBytesMax) {
    return bad_request("BUTTON_DATA_INVALID");
  }
  if (!button.url.empty() && !is_web_address(button.url)) {
    return bad_request("inline keyboard button URL '" + button.url +
                       "' is invalid: Wrong HTTP URL");
  }
  if (base::utf16_length(button.copy_text) > kCopyUnitsMax) {
    return bad_request("BUTTON_COPY_TEXT_INVALID");
  }
  if (!button.web_app_url.empty() && !button.web_app_url.starts_with("https://")) {
    return bad_request("BUTTON_URL_INVALID");
  }
  return button;
}

OrError<Button> read_button(const boost::json::object& object) {
  Button button{.text = text_of(object, "text"),
                .callback_data = text_of(object, "callback_data"),
                .url = text_of(object, "url")};
  if (const boost::json::value* copy = object.if_contains("copy_text")) {
    button.copy_text = text_of(copy->as_object(), "text");
  }
  if (const boost::json::value* app = object.if_contains("web_app")) {
    button.web_app_url = text_of(app->as_object(), "url");
  }
  if (object.contains("callback_data") && button.callback_data.empty()) {
    return bad_request("BUTTON_DATA_INVALID");
  }
  constexpr std::array<std::string_view, 3> kStyles{"danger", "success", "primary"};
  button.style = text_of(object, "style");
  if (!button.style.empty() && std::ranges::find(kStyles, button.style) == kStyles.end()) {
    return bad_request("can't parse inline keyboard button: Invalid button style specified");
  }
  std::size_t actions = 0;
  for (const std::string_view field : {"callback_data", "url", "copy_text", "web_app"}) {
    actions += object.contains(field) ? 1 : 0;
  }
  return check_button(std::move(button), actions);
}

}  // namespace

OrError<Chat*> named_chat(const MethodContext& context) {
  const boost::json::value& id = context.call.params.at("chat_id");
  Chat* chat = id.is_string() ? nullptr : find_chat(context.state, id.to_number<std::int64_t>());
  if (!chat) {
    return bad_request("chat not found");
  }
  return chat;
}

OrError<Chat*> writable_chat(const MethodContext& context) {
  OrError<Chat*> chat = named_chat(context);
  if (!chat) {
    return chat;
  }
  const Person& person = (*chat)->person;
  if (const auto wait_s = context.state.flood.admit(person.id, context.now)) {
    return too_many_requests(*wait_s);
  }
  if (person.has_blocked_bot) {
    return forbidden("bot was blocked by the user");
  }
  if (!person.has_started) {
    return forbidden("bot can't initiate conversation with a user");
  }
  return chat;
}

OrError<FormattedText> read_content(const boost::json::object& object, std::string_view field) {
  const std::string source = text_of(object, field);
  const std::string mode = text_of(object, "parse_mode");
  if (mode.empty()) {
    return plain_text(source);
  }
  if (!net::equals_ignoring_case(mode, "html")) {
    return bad_request("unsupported parse_mode");
  }
  auto parsed = parse_html(source);
  if (!parsed) {
    return bad_request("can't parse entities: " + parsed.error());
  }
  return *std::move(parsed);
}

OrError<FormattedText> read_message_text(const MethodContext& context, std::string_view too_long) {
  OrError<FormattedText> content = read_content(context.call.params, "text");
  if (content && content->text.empty()) {
    return bad_request("text must be non-empty");
  }
  if (content && base::utf16_length(content->text) > kTextUnitsMax) {
    return bad_request(std::string(too_long));
  }
  return content;
}

OrError<FormattedText> read_caption(const boost::json::object& object) {
  OrError<FormattedText> content = read_content(object, "caption");
  if (content && base::utf16_length(content->text) > kCaptionUnitsMax) {
    return bad_request("message caption is too long");
  }
  return content;
}

OrError<Keyboard> read_keyboard(const MethodContext& context) {
  constexpr std::size_t kButtonsMax = 100;
  Keyboard keyboard;
  std::size_t count = 0;
  const boost::json::object* markup = context.call.object("reply_markup");
  if (!markup || !markup->contains("inline_keyboard")) {
    return keyboard;
  }
  for (const boost::json::value& row : markup->at("inline_keyboard").as_array()) {
    std::vector<Button> buttons;
    for (const boost::json::value& object : row.as_array()) {
      OrError<Button> button = read_button(object.as_object());
      if (!button) {
        return std::unexpected(button.error());
      }
      buttons.push_back(*std::move(button));
      ++count;
    }
    if (!buttons.empty()) {
      keyboard.push_back(std::move(buttons));
    }
  }
  if (count > kButtonsMax) {
    return bad_request("reply markup is too long");
  }
  return keyboard;
}

const UploadedFile* attached_file(const MethodContext& context, std::string_view value) {
  if (!value.starts_with(kAttached)) {
    return nullptr;
  }
  const auto file = context.call.files.find(std::string(value.substr(kAttached.size())));
  return file == context.call.files.end() ? nullptr : &file->second;
}

OrError<Photo> read_photo(const MethodContext& context, std::string_view value) {
  std::optional<std::string> bytes;
  if (value.starts_with(kAttached)) {
    const UploadedFile* file = attached_file(context, value);
    if (!file) {
      return bad_request("there is no photo in the request");
    }
    bytes = file->bytes;
  } else if (value.starts_with("http://") || value.starts_with("https://")) {
    bytes = context.fetch(value);
    if (!bytes) {
      return bad_request("failed to get HTTP URL content");
    }
  }
  if (bytes) {
    auto stored = store_photo(context.state, *std::move(bytes));
    if (!stored) {
      return bad_request(stored.error());
    }
    return *stored;
  }
  if (value.ends_with("-s")) {
    value.remove_suffix(2);  // the id of a thumbnail (wire.cpp)
  }
  const auto file = context.state.files.find(value);
  if (file == context.state.files.end()) {
    return bad_request("wrong file identifier/HTTP URL specified");
  }
  return Photo{file->second.id, file->second.width, file->second.height};
}

}  // namespace sandbox
