#include <chrono>

#include <fmt/format.h>

#include "base/text.h"
#include "sandbox/api/bot_methods.h"

namespace sandbox {

// A query is answered once and within a minute; Telegram itself documents no exact time.
Answer answer_callback_query(const MethodContext& context) {
  constexpr std::size_t kTextUnitsMax = 200;
  constexpr std::chrono::seconds kTooOld{60};
  const std::string text = context.call.text("text");
  if (base::utf16_length(text) > kTextUnitsMax) {
    return bad_request("MESSAGE_TOO_LONG");
  }
  const auto found = context.state.callbacks.find(context.call.text("callback_query_id"));
  if (found == context.state.callbacks.end() || found->second.answered_at ||
      context.now - found->second.pressed_at > kTooOld) {
    return bad_request("query is too old and response timeout expired or query ID is invalid");
  }
  Callback& callback = found->second;
  callback.answered_at = context.now;
  callback.answer = {text, context.call.flag("show_alert")};
  callback.version = ++context.state.version;
  return true;
}

}  // namespace sandbox
