#include "app/services/web_service.h"

#include <utility>

#include "app/settings/setting_forms.h"
#include "app/settings/version.h"
#include "shop/pictures/small_picture.h"
#include "web/api/docs/documentation.h"
#include "web/core/session_cookie.h"
#include "web/dashboard/dashboard.h"
#include "web/dashboard/embedded_dashboard.h"
#include "web/operation/problem_language.h"

namespace app {

WebService::WebService(const Settings& settings, const Context& context, web::Metrics& metrics,
                       const RequestedImports::Place& imports,
                       std::function<void()> on_settings_changed)
    : listen_(settings.web_listen),
      metrics_(metrics),
      logger_(context.logger),
      authenticator_({.username = settings.web_admin_username,
                      .password_hash = settings.web_admin_password_hash},
                     context.random),
      bodies_(imports.directory),
      context_{.database = context.database,
               .clock = context.clock,
               .authenticator = authenticator_,
               .rate_limiter = rate_limiter_,
               .metrics = metrics,
               .logger = context.logger,
               .random = context.random,
               .bodies = bodies_,
               .host = imports.host,
               .zone = settings.zone,
               .owner_ids = settings.owner_ids,
               .languages = settings.languages,
               .settings = {settings, settings.locked},
               .trusted_proxies = settings.trusted_proxies,
               .currency = settings.currency,
               .on_settings_changed = std::move(on_settings_changed),
               .session_key = web::session_key(settings.web_secret_key, authenticator_.options()),
               .version = std::string(version())} {}

base::Result<void> WebService::start(boost::asio::any_io_executor executor, bool has_api,
                                     web::BotReport bot, web::ChainReport chains,
                                     const Webhook& webhook,
                                     std::function<std::string()> bot_username) {
  if (!webhook.url.empty()) {
    router_.add(
        "POST", forms::path_of(webhook.url),
        [receive = webhook.receive](const auto& request, const auto&) { return receive(request); },
        webhook.gate);
  }
  context_.chains = chains;
  context_.bot_username = std::move(bot_username);
  web::add_health_routes(router_, context_, std::move(bot), std::move(chains));
  if (has_api) {
    web::add_routes(api_, router_, context_);
    web::add_documentation_routes(router_, api_, version());
    web::add_dashboard_routes(router_, web::embedded_dashboard());
  }
  auto gate = web::in_senders_language(
      net::Gate([this](const net::ServerRequest& head) { return router_.admit(head); }));
  auto server = net::HttpServer::start(
      std::move(executor),
      {.listen = listen_,
       // The largest that one call takes; the gate says less for the others.
       .body_limit_bytes = shop::kMaxSentBytes,
       .gate = web::counted_gate(metrics_, gate)},
      web::counted(metrics_, web::in_senders_language(net::Handler(std::cref(router_)))), logger_);
  if (!server) {
    return std::unexpected(
        base::Error{server.error().kind, "WEB_LISTEN cannot be used: " + server.error().message});
  }
  server_ = *std::move(server);
  return {};
}

boost::asio::awaitable<void> WebService::stop() { return server_->stop(); }

}  // namespace app
