#include "app/setup/bot_contact.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/settings/http_options.h"
#include "json/json.h"
#include "net/client/http_client.h"
#include "telegram/methods.h"

namespace app {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kAnswerTime{20};
constexpr std::chrono::milliseconds kLookPause{700};
constexpr std::size_t kUpdatesMax = 100;  // of one getUpdates

// Runs `talk(client)` to its end.
template <class Talk>
auto talk_to_telegram(const Settings& settings, Talk talk) {
  asio::io_context io(1);
  auto result = [&] {
    net::HttpClient http(io.get_executor(), http_options_of(settings));
    telegram::Client client(http, settings.telegram_api_url, settings.bot_token);
    auto done = asio::co_spawn(io, talk(client), asio::use_future);
    while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      io.run_one();
    }
    return done.get();
  }();
  io.poll();
  return result;
}

std::vector<telegram::Update> updates_of(const boost::json::value& answer) {
  std::vector<telegram::Update> updates;
  if (const auto* const list = answer.if_array()) {
    for (const auto& one : *list) {
      if (auto update = json::decode<telegram::Update>(one, json::Strictness::lenient)) {
        updates.push_back(*std::move(update));
      }
    }
  }
  return updates;
}

std::optional<telegram::User> starter(const std::vector<telegram::Update>& updates,
                                      std::string_view code) {
  for (const auto& update : updates) {
    const auto& message = update.message;
    if (message && message->from && !message->from->is_bot && message->chat.type == "private" &&
        message->text == fmt::format("/start {}", code)) {
      return message->from;
    }
  }
  return std::nullopt;
}

base::Error trouble_of(const telegram::ApiError& error) {
  if (error.kind == telegram::ApiErrorKind::conflict) {
    return {
        base::ErrorKind::conflict,
        "Somebody else receives this bot's updates (a running shop or a webhook). Stop that, or "
        "give your id with --owner (@userinfobot tells it)."};
  }
  return {base::ErrorKind::unavailable, telegram::to_text(error)};
}

// Without an offset nothing is confirmed. Where a hundred updates wait already, the newest would
// not be among them: then the oldest are given up.
telegram::GetUpdates next_look(const std::vector<telegram::Update>& seen) {
  telegram::GetUpdates look{.offset = {}, .allowed_updates = {"message", "callback_query"}};
  if (seen.size() >= kUpdatesMax) {
    look.offset = seen.back().update_id;
  }
  return look;
}

using Deadline = std::chrono::steady_clock::time_point;

asio::awaitable<base::Result<telegram::User>> look_for_start(telegram::Client& client,
                                                             std::string code, Deadline deadline) {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  std::vector<telegram::Update> seen;
  while (std::chrono::steady_clock::now() < deadline) {
    const auto answer = co_await client.call(next_look(seen), kAnswerTime);
    if (!answer && !telegram::is_transient(answer.error().kind)) {
      co_return std::unexpected(trouble_of(answer.error()));
    }
    seen = answer ? updates_of(*answer) : std::vector<telegram::Update>();
    if (auto person = starter(seen, code)) {
      co_return *std::move(person);
    }
    pause.expires_after(kLookPause);
    co_await pause.async_wait(asio::use_awaitable);
  }
  co_return base::fail(base::ErrorKind::unavailable,
                       "Nobody has opened the link in time. Run kram setup again, or give your id "
                       "with --owner.");
}

}  // namespace

telegram::ApiResult<telegram::User> ask_who_the_bot_is(const Settings& settings) {
  return talk_to_telegram(settings, [](telegram::Client& client) {
    return client.call(telegram::GetMe{}, kAnswerTime);
  });
}

base::Result<telegram::User> wait_for_start(const Settings& settings, std::string_view code,
                                            std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  return talk_to_telegram(settings, [&](telegram::Client& client) {
    return look_for_start(client, std::string(code), deadline);
  });
}

}  // namespace app
