#include "app/services/webhook_request.h"

#include <boost/describe.hpp>

#include <fmt/format.h>

#include "json/json.h"
#include "net/core/digest.h"
#include "net/core/retry_after.h"

namespace app {
namespace {

constexpr std::size_t kReadOfAnswer = 8'192;  // bytes
constexpr int kTooManyRequests = 429;
constexpr int kUnavailable = 503;

struct EventBody {
  std::int64_t id = 0;
  std::string type;
  std::string subject;
  base::Timestamp created_at;
  boost::json::value data;
};
BOOST_DESCRIBE_STRUCT(EventBody, (), (id, type, subject, created_at, data))

std::string body_of_event(const shop::WebhookRequest& request) {
  return json::to_text(EventBody{.id = request.event_id,
                                 .type = request.event,
                                 .subject = request.subject,
                                 .created_at = request.created_at,
                                 .data = json::parse_value(request.payload).value_or(nullptr)});
}

std::optional<std::chrono::seconds> retry_after(const net::HttpResponse& answer,
                                                base::Timestamp now) {
  const auto field = answer.headers.find("Retry-After");
  const bool says_when = answer.status == kTooManyRequests || answer.status == kUnavailable;
  return field && says_when ? net::read_retry_after(*field, answer.headers.find("Date"), now)
                            : std::nullopt;
}

}  // namespace

std::string webhook_signature(std::string_view secret, std::string_view body, base::Timestamp now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  return fmt::format("t={},v1={}", seconds,
                     net::hmac_sha256_hex(secret, fmt::format("{}.{}", seconds, body)));
}

net::HttpRequest webhook_request(const shop::WebhookRequest& request,
                                 std::chrono::milliseconds timeout, base::Timestamp now) {
  auto body = body_of_event(request);
  const auto signature = webhook_signature(request.secret, body, now);
  return {.method = "POST",
          .url = request.url,
          .headers = {{"Content-Type", "application/json"},
                      {"Kram-Event", request.event},
                      {"Kram-Event-Id", std::to_string(request.event_id)},
                      {"Kram-Signature", signature}},
          .body = std::move(body),
          .timeout = timeout,
          .response_limit_bytes = kReadOfAnswer,
          .cuts_response = true,
          .only_public = !request.allow_private};
}

std::optional<shop::WebhookFailure> webhook_failure(const base::Result<net::HttpResponse>& answer,
                                                    base::Timestamp now) {
  if (!answer) {
    return shop::WebhookFailure{.status = std::nullopt, .error = answer.error().message};
  }
  if (answer->status >= 200 && answer->status < 300) {
    return std::nullopt;
  }
  const bool is_redirect = answer->status >= 300 && answer->status < 400;
  return shop::WebhookFailure{
      .status = answer->status,
      .error = fmt::format("The target answered {}{}.", answer->status,
                           is_redirect ? ", and redirects are not followed" : ""),
      .retry_after = retry_after(*answer, now)};
}

}  // namespace app
