#include "telegram/updates/webhook.h"

#include <boost/asio/this_coro.hpp>
#include <boost/json/serialize.hpp>
#include <expected>
#include <optional>
#include <utility>

#include "base/check.h"
#include "json/json.h"
#include "net/core/secret.h"
#include "telegram/update_run.h"
#include "telegram/updates/intake.h"

namespace telegram {
namespace {

constexpr const char* kSecretHeader = "X-Telegram-Bot-Api-Secret-Token";

// Bot API, "Making requests when getting updates".
net::ServerResponse response_with(const std::optional<AnswerCallbackQuery>& answer) {
  if (!answer) {
    return net::text_response(200, "");
  }
  auto call = json::encode(*answer);
  call.as_object()["method"] = AnswerCallbackQuery::name;
  return net::json_response(200, boost::json::serialize(call));
}

net::ServerResponse response_to(const UpdateRun& run, UpdateRun::Outcome outcome) {
  switch (outcome) {
    case UpdateRun::Outcome::done:
      return response_with(run.answer());
    case UpdateRun::Outcome::later:
      return net::text_response(503, "Later.\n");
    case UpdateRun::Outcome::threw:
      return net::text_response(500, "Failed.\n");
  }
  return net::text_response(500, "Failed.\n");
}

}  // namespace

struct Webhook::State {
  // The answer to a request that is not to be handled, whatever its body is.
  std::optional<net::ServerResponse> refusal_of(const net::ServerRequest& request) const {
    const auto secret = request.headers.find(kSecretHeader).value_or("");
    if (!net::is_same_secret(secret, options.secret)) {
      return net::text_response(401, "Wrong secret.\n");
    }
    if (in_hand >= options.in_hand_max) {
      return net::text_response(503, "Later.\n");
    }
    return std::nullopt;
  }

  Options options;
  Intake intake;
  base::Logger& logger;
  int in_hand = 0;
};

struct Webhook::InHand {
  explicit InHand(std::shared_ptr<State> state) : state(std::move(state)) {
    ++this->state->in_hand;
  }
  ~InHand() { --state->in_hand; }
  InHand(const InHand&) = delete;
  InHand& operator=(const InHand&) = delete;

  std::shared_ptr<State> state;
};

Webhook::Webhook(Options options, UpdateHandler handler, UpdateKeeper keeper, base::Logger& logger)
    : state_(std::make_shared<State>(
          std::move(options), Intake(std::move(handler), std::move(keeper), logger), logger)) {
  base::check(!state_->options.secret.empty(), "a webhook has a secret");
}

boost::asio::awaitable<net::ServerResponse> Webhook::operator()(
    const net::ServerRequest& request) const {
  return receive(state_, request);
}

boost::asio::awaitable<net::Admission> Webhook::admit(const net::ServerRequest& head) const {
  if (auto refusal = state_->refusal_of(head)) {
    co_return std::unexpected(*std::move(refusal));
  }
  co_return state_->options.body_bytes_max;
}

boost::asio::awaitable<net::ServerResponse> Webhook::receive(std::shared_ptr<State> state,
                                                             const net::ServerRequest& request) {
  if (auto refusal = state->refusal_of(request)) {
    co_return *std::move(refusal);
  }
  if (request.body.size() > state->options.body_bytes_max) {
    co_return net::text_response(413, "Too large.\n");
  }
  const auto json = json::parse_value(request.body);
  if (!json) {
    state->logger.warn("The webhook received a body that is not JSON: {}", json.error().message);
    co_return net::text_response(400, "No JSON.\n");
  }
  const auto executor = co_await boost::asio::this_coro::executor;
  // Counts the update until the handler is done, even when the peer has gone away.
  const auto started = state->intake.start(executor, *json, std::make_shared<InHand>(state));
  if (!started) {
    co_return net::text_response(200, "");
  }
  const auto outcome = co_await started->wait();
  co_return response_to(*started, outcome);
}

}  // namespace telegram
