// A webhook's event as an HTTP request, and what its answer means.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "net/client/http_client.h"
#include "shop/webhooks/delivery.h"

namespace app {

// "t=1764000000,v1=…": HMAC-SHA256 of "1764000000.{body}" with the webhook's secret, in hexadecimal
// digits.
std::string webhook_signature(std::string_view secret, std::string_view body, base::Timestamp now);

net::HttpRequest webhook_request(const shop::WebhookRequest& request,
                                 std::chrono::milliseconds timeout, base::Timestamp now);

// Empty: the event has arrived. A target that answers 429 or 503 is heeded about when to try again,
// up to an hour.
std::optional<shop::WebhookFailure> webhook_failure(const base::Result<net::HttpResponse>& answer,
                                                    base::Timestamp now);

}  // namespace app
