// A running shop: the parts that its roles ask for, over one database, on one thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "app/cluster/context.h"
#include "app/services/bot_service.h"
#include "app/services/chain_service.h"
#include "app/services/checkouts.h"
#include "app/services/discount_work.h"
#include "app/services/import_work.h"
#include "app/services/jobs.h"
#include "app/services/settings_watch.h"
#include "app/services/web_service.h"
#include "app/services/webhook_sender.h"
#include "app/settings/settings.h"
#include "web/core/metrics.h"

namespace app {

// `kram serve` without its process: the demo, the tests and the benchmarks run it too. Used on
// `executor`, which runs on one thread; what it refers to outlives it.
class ShopService {
 public:
  // Listens, so that port() is known; receives nothing yet. Errors: invalid (a setting),
  // unavailable (WEB_LISTEN is in use). REQUIRES: the settings fit the roles (require_settings);
  // the schema is this program's.
  static base::Result<std::unique_ptr<ShopService>> make(boost::asio::any_io_executor executor,
                                                         const Settings& settings, Roles roles,
                                                         const Context& context,
                                                         const Jobs::Options& jobs = {});

  // Runs until stop(), or an error that only the operator can fix. REQUIRES: called once; the
  // service is destroyed only after its end, or when the executor runs no more.
  boost::asio::awaitable<base::Result<void>> run();

  // Finishes what is in hand and ends run() within seconds. May be repeated.
  void stop();

  // The port of WEB_LISTEN; nothing when no role listens.
  std::optional<std::uint16_t> port() const;
  // True when updates arrive.
  bool is_ready() const;

 private:
  ShopService(boost::asio::any_io_executor executor, const Settings& settings,
              const Context& context, Roles roles, const Jobs::Options& jobs);

  base::Result<void> prepare(boost::asio::any_io_executor executor, const Settings& settings,
                             Roles roles, const Context& context);
  boost::asio::awaitable<base::Result<void>> run_bot();
  boost::asio::awaitable<void> run_chain();
  boost::asio::awaitable<void> run_jobs();
  void follow(const Settings& settings);
  boost::asio::awaitable<void> run_imports();
  boost::asio::awaitable<void> run_web();

  web::Metrics metrics_;
  std::unique_ptr<BotService> bot_;
  std::unique_ptr<ChainService> chain_;
  std::optional<Jobs> jobs_;
  std::optional<DiscountWork> discounts_;
  std::optional<WebhookSender> webhooks_;
  Checkouts checkouts_;
  SettingsWatch settings_;
  std::optional<WebService> web_;
  std::optional<ImportWork> imports_;
  boost::asio::steady_timer stopped_;
  bool is_stopping_ = false;
};

}  // namespace app
