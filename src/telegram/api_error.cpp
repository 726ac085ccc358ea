#include "telegram/api_error.h"

#include <string_view>

#include <fmt/format.h>

namespace telegram {
namespace {

std::string_view name_of(ApiErrorKind kind) {
  switch (kind) {
    case ApiErrorKind::unauthorized:
      return "unauthorized";
    case ApiErrorKind::conflict:
      return "conflict";
    case ApiErrorKind::too_many_requests:
      return "too many requests";
    case ApiErrorKind::bad_request:
      return "bad request";
    case ApiErrorKind::forbidden:
      return "forbidden";
    case ApiErrorKind::server:
      return "server trouble";
    case ApiErrorKind::network:
      return "no answer";
    case ApiErrorKind::unreadable:
      return "unreadable answer";
    case ApiErrorKind::superseded:
      return "superseded";
    case ApiErrorKind::overloaded:
      return "overloaded";
    case ApiErrorKind::stopped:
      return "stopped";
  }
  return "unknown";
}

bool says(const ApiError& error, ApiErrorKind kind, std::string_view words) {
  return error.kind == kind && error.description.contains(words);
}

}  // namespace

std::string to_text(const ApiError& error) {
  return fmt::format("{}: {}", name_of(error.kind), error.description);
}

bool is_transient(ApiErrorKind kind) {
  return kind == ApiErrorKind::too_many_requests || kind == ApiErrorKind::server ||
         kind == ApiErrorKind::network;
}

bool is_token_refused(const ApiError& error) {
  return says(error, ApiErrorKind::unauthorized, "Unauthorized");
}

base::Error token_refused() {
  return {
      base::ErrorKind::unavailable,
      "Telegram does not accept BOT_TOKEN: take the token from @BotFather (/mybots, API Token), "
      "set it and start again."};
}

bool is_not_modified(const ApiError& error) {
  return says(error, ApiErrorKind::bad_request, "message is not modified");
}

bool is_message_gone(const ApiError& error) {
  return says(error, ApiErrorKind::bad_request, "message to edit not found") ||
         says(error, ApiErrorKind::bad_request, "message can't be edited") ||
         says(error, ApiErrorKind::bad_request, "message to delete not found") ||
         says(error, ApiErrorKind::bad_request, "message can't be deleted") ||
         says(error, ApiErrorKind::bad_request, "MESSAGE_ID_INVALID");
}

bool has_no_text(const ApiError& error) {
  return says(error, ApiErrorKind::bad_request, "there is no text in the message to edit");
}

bool is_topic_gone(const ApiError& error) {
  return says(error, ApiErrorKind::bad_request, "thread not found") ||
         says(error, ApiErrorKind::bad_request, "TOPIC_DELETED") ||
         says(error, ApiErrorKind::bad_request, "TOPIC_CLOSED");
}

bool is_query_expired(const ApiError& error) {
  return says(error, ApiErrorKind::bad_request, "query is too old") ||
         says(error, ApiErrorKind::bad_request, "QUERY_ID_INVALID");
}

bool is_refunded_already(const ApiError& error) {
  return says(error, ApiErrorKind::bad_request, "CHARGE_ALREADY_REFUNDED");
}

bool is_chat_closed(const ApiError& error) {
  return error.kind == ApiErrorKind::forbidden ||
         says(error, ApiErrorKind::bad_request, "chat not found");
}

}  // namespace telegram
