#include "telegram/api_error.h"

#include <gtest/gtest.h>

namespace telegram {
namespace {

ApiError bad_request(std::string description) {
  return {.kind = ApiErrorKind::bad_request, .description = std::move(description)};
}

TEST(ApiError, TellsHarmlessRefusalsApart) {
  const ApiError same = bad_request(
      "Bad Request: message is not modified: specified new message content and reply markup are "
      "exactly the same as a current content and reply markup of the message");
  EXPECT_TRUE(is_not_modified(same));
  EXPECT_FALSE(is_message_gone(same));
  EXPECT_TRUE(is_message_gone(bad_request("Bad Request: message to edit not found")));
  EXPECT_TRUE(is_message_gone(bad_request("Bad Request: message can't be edited")));
  EXPECT_TRUE(is_query_expired(bad_request(
      "Bad Request: query is too old and response timeout expired or query ID is invalid")));
  EXPECT_FALSE(is_query_expired(bad_request("Bad Request: chat not found")));
  EXPECT_TRUE(is_refunded_already(bad_request("Bad Request: CHARGE_ALREADY_REFUNDED")));
  EXPECT_FALSE(is_refunded_already(bad_request("Bad Request: CHARGE_ID_INVALID")));
}

TEST(ApiError, KnowsWhenNothingReachesAChatAnyMore) {
  EXPECT_TRUE(is_chat_closed(
      {.kind = ApiErrorKind::forbidden, .description = "Forbidden: bot was blocked by the user"}));
  EXPECT_TRUE(is_chat_closed(bad_request("Bad Request: chat not found")));
  EXPECT_FALSE(is_chat_closed(bad_request("Bad Request: wrong file identifier")));
  EXPECT_FALSE(is_chat_closed({.kind = ApiErrorKind::server, .description = "chat not found"}));
}

TEST(ApiError, OnlyWhatWaitingCanHealIsTransient) {
  EXPECT_TRUE(is_transient(ApiErrorKind::too_many_requests));
  EXPECT_TRUE(is_transient(ApiErrorKind::server));
  EXPECT_TRUE(is_transient(ApiErrorKind::network));
  EXPECT_FALSE(is_transient(ApiErrorKind::bad_request));
  EXPECT_FALSE(is_transient(ApiErrorKind::forbidden));
  EXPECT_FALSE(is_transient(ApiErrorKind::unauthorized));
  EXPECT_FALSE(is_transient(ApiErrorKind::unreadable));
}

}  // namespace
}  // namespace telegram
