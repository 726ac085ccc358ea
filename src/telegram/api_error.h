// Errors of Bot API calls, by what the caller can do about them.
#pragma once

#include <expected>
#include <string>

#include "base/error.h"

namespace telegram {

enum class ApiErrorKind {
  unauthorized,       // 401, 404: the token is wrong or revoked, or Telegram is in trouble
  conflict,           // 409: another process polls, or a webhook is set
  too_many_requests,  // 429: wait `retry_after_s`
  bad_request,        // 400 and other 4xx: this call never succeeds; do not repeat it
  forbidden,          // 403: the user blocked the bot, left or is gone; do not repeat it
  server,             // 5xx: a fault of Telegram's; may be repeated
  network,            // no answer of the Bot API: none at all, or one of something in between, such
                      // as a proxy's page; the call may or may not have been carried out
  unreadable,         // carried out, but the answer is not what the Bot API promises
  superseded,         // not sent: a later edit of the same message took its place
  overloaded,         // refused by our own Sender: too many calls wait already
  stopped,            // the process is shutting down
};

// `description` is Telegram's own text (such as "Bad Request: chat not found") or a sentence of
// ours; it is for the log and never holds the token.
struct ApiError {
  ApiErrorKind kind = ApiErrorKind::network;
  std::string description;
  int retry_after_s = 0;  // with too_many_requests: 1 or more

  friend bool operator==(const ApiError&, const ApiError&) = default;
};

template <class T>
using ApiResult = std::expected<T, ApiError>;

// "too many requests: Too Many Requests: retry after 3", for a log line.
std::string to_text(const ApiError& error);

// Waiting and sending again can help (too_many_requests, server, network).
bool is_transient(ApiErrorKind kind);

// The token was revoked, or is another's (401). A 404 may also mean a method that an older server
// does not know. One such answer may be a passing fault of Telegram's: look again.
bool is_token_refused(const ApiError& error);

// What the operator must do about a token that stays refused (unavailable: Telegram may still take
// it again).
base::Error token_refused();

// The message already has this text and keyboard: nothing to do.
bool is_not_modified(const ApiError& error);

// The message to edit or delete is gone, too old or not ours: send a new one.
bool is_message_gone(const ApiError& error);

// The message to edit shows a photo or the like, which no text can replace: send a new one.
bool has_no_text(const ApiError& error);

// The topic of the chat to write to is deleted or closed: write outside of it.
bool is_topic_gone(const ApiError& error);

// The press on a button is too old to be answered: nothing to do.
bool is_query_expired(const ApiError& error);

// The Stars were given back before: nothing to do.
bool is_refunded_already(const ApiError& error);

// Nothing reaches this chat any more: the customer blocked the bot, deleted the account, or never
// started the bot.
bool is_chat_closed(const ApiError& error);

}  // namespace telegram
