// A fixture with the whole shop, customers and owners, on both engines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "e2e/person.h"
#include "e2e/running_shop.h"
#include "sandbox/server/bot_api_server.h"
#include "shop/stock/product.h"
#include "shop/testing/voucher.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"
#include "support/temporary_directory.h"

namespace e2e {

// A simulated Telegram and a database; open() starts a shop between them. The clock moves only when
// people act or the test says so. After each test every press was answered in time, money and stock
// agree with the ledger, and the log holds no secret.
class EndToEnd : public support::OnBothEngines {
 protected:
  static constexpr std::int64_t kOwner = 1;
  static constexpr std::string_view kSecret = "SECRET-4711";  // in what the voucher delivers

  EndToEnd();
  void TearDown() override;

  // Starts the shop with these settings, which add to or override those that it needs.
  RunningShop& open(app::SettingValues more = {}, const app::Jobs::Options& jobs = {});
  RunningShop& open_with(RunningShop::Options options);
  // Stops it as SIGTERM does.
  void close() { shop_.reset(); }

  Person owner() { return person(kOwner, "Olga"); }
  // Makes somebody who has not written to the shop yet.
  Person newcomer(std::string first_name, std::string language = "en");
  // Makes a customer who came by the referrer's link.
  Person invited(const Person& referrer, std::string first_name);
  // Makes a registered customer with this money in their wallet.
  Person customer(std::string first_name, std::int64_t money_units, std::string language = "en");
  // Makes a customer whom the owner has made a manager; take_roles() takes that from all.
  Person manager(std::string first_name);
  void take_roles();

  // Stocks equal units; returns the id of the first.
  std::int64_t stock(const shop::NewProduct& product, int units = 1);

  std::string balance(const Person& person);
  // Returns the only value of a query.
  std::int64_t number(const std::string& sql);
  std::string text(const std::string& sql);
  // Returns products, customers, figures and the outbox as text, to check that nothing changed.
  std::string state_of_shop();
  std::string log() const;

  // Waits until everything in the outbox is sent and marked as sent.
  bool outbox_is_sent() {
    return support::eventually(
        [this] { return number("SELECT COUNT(*) FROM outbox WHERE status <> 'sent'") == 0; });
  }

  base::ManualClock clock;
  support::TemporaryDirectory directory;
  base::Logger logger;
  sandbox::BotApiServer telegram;

 private:
  Person person(std::int64_t id, std::string first_name, std::string language = "en");

  std::optional<RunningShop> shop_;
  std::int64_t last_id_ = 1000;
};

using shop::voucher;

}  // namespace e2e
