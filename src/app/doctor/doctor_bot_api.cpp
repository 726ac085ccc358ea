#include <chrono>

#include <fmt/format.h>

#include "app/doctor/doctor.h"
#include "app/settings/setting_forms.h"
#include "net/core/http_date.h"
#include "telegram/client.h"

namespace app {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kMaxSkew{30};

Finding judge_token(const telegram::ApiResult<telegram::User>& me) {
  if (me) {
    return right("token", fmt::format("the bot is @{}", me->username.value_or(me->first_name)));
  }
  if (me.error().kind == telegram::ApiErrorKind::unauthorized) {
    return wrong("token", "the Bot API refuses BOT_TOKEN; copy it again from @BotFather");
  }
  return wrong("Bot API", fmt::format("{}; check the network and TELEGRAM_API_URL",
                                      telegram::to_text(me.error())));
}

Finding judge_webhook(const telegram::ApiResult<telegram::WebhookInfo>& info,
                      const Settings& settings) {
  if (!info) {
    return wrong("updates", telegram::to_text(info.error()));
  }
  if (settings.webhook_url.empty()) {
    return info->url.empty()
               ? right("updates", "long polling, and no webhook stands in its way")
               : wrong("updates",
                       "a webhook is set, so long polling gets nothing; set WEBHOOK_URL and "
                       "WEBHOOK_SECRET, or remove it by calling deleteWebhook");
  }
  if (info->last_error_message) {
    return wrong("updates", fmt::format("Telegram cannot deliver to WEBHOOK_URL: {}",
                                        *info->last_error_message));
  }
  return right("updates", info->url == settings.webhook_url
                              ? "the webhook is set"
                              : "the webhook is not set yet; `kram serve` sets it");
}

asio::awaitable<Finding> examine_clock(net::HttpClient& http, const Settings& settings,
                                       const base::Clock& clock) {
  const auto response =
      co_await http.send({.url = settings.telegram_api_url, .timeout = kDoctorTimeout});
  const auto date = response ? response->headers.find("Date") : std::nullopt;
  const auto theirs = date ? net::parse_http_date(*date) : std::nullopt;
  if (!theirs) {
    co_return right("clock", "not compared: the Bot API server does not tell its time");
  }
  const auto skew =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::abs(clock.now() - *theirs));
  co_return skew <= kMaxSkew
      ? right("clock", "agrees with Telegram's")
      : wrong("clock", fmt::format("differs from Telegram's by {} s; turn on time "
                                   "synchronisation (systemctl enable --now systemd-timesyncd)",
                                   skew.count()));
}

}  // namespace

asio::awaitable<std::vector<Finding>> examine_bot_api(net::HttpClient& http,
                                                      const Settings& settings,
                                                      const base::Clock& clock) {
  telegram::Client client(http, settings.telegram_api_url, settings.bot_token);
  std::vector<Finding> findings;
  const auto me = co_await client.call(telegram::GetMe{}, kDoctorTimeout);
  findings.push_back(judge_token(me));
  if (me) {
    const auto info = co_await client.call(telegram::GetWebhookInfo{}, kDoctorTimeout);
    findings.push_back(judge_webhook(info, settings));
    findings.push_back(co_await examine_clock(http, settings, clock));
  }
  co_return findings;
}

}  // namespace app
