// Sends events to webhooks.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "app/cluster/context.h"
#include "app/cluster/leader_task.h"
#include "base/alarm.h"
#include "base/clock.h"
#include "base/error.h"
#include "db/core/announcements.h"
#include "net/client/http_client.h"
#include "shop/webhooks/delivery.h"

namespace app {

// Role `jobs`. One process of a shop sends while the others stand by: right behind each transaction
// of its own that told somebody something, and every few seconds for those of others and for what
// is due again. A target that hangs holds up its own events only; one that asks to be left alone
// (Retry-After) gets nothing for so long. Used on `executor`, which runs on one thread; destroy it
// when run() has ended, or when the executor runs no more.
class WebhookSender {
 public:
  struct Options {
    net::HttpClient::Options http = {};
    std::vector<std::int64_t> owner_ids = {};  // who is told of targets that fail
    std::chrono::milliseconds period{5'000};
    std::chrono::milliseconds timeout{10'000};  // of a request
  };

  WebhookSender(const boost::asio::any_io_executor& executor, const Context& context,
                const Options& options);

  // Runs until stop(). When the database does not answer, tries again in a few seconds.
  // REQUIRES: called once.
  boost::asio::awaitable<void> run();
  // Ends what is on the wire; it is sent again by the next process.
  void stop();

 private:
  boost::asio::awaitable<base::Result<void>> work();
  boost::asio::awaitable<void> rest();
  boost::asio::awaitable<void> dispatch();
  boost::asio::awaitable<void> send_due();
  void start(const shop::WebhookRequest& request);
  boost::asio::awaitable<void> deliver(shop::WebhookRequest request);
  boost::asio::awaitable<bool> try_to_note(const shop::WebhookRequest& request,
                                           const base::Result<net::HttpResponse>& answer);
  boost::asio::awaitable<void> note(const shop::WebhookRequest& request,
                                    const base::Result<net::HttpResponse>& answer);
  void wake();
  bool has_room_for(const shop::WebhookRequest& request) const;
  bool wants_nothing(std::int64_t webhook_id) const;

  boost::asio::any_io_executor executor_;
  Context context_;
  Options options_;
  net::HttpClient http_;
  LeaderTask task_;
  base::Alarm alarm_;
  std::map<std::int64_t, std::set<std::int64_t>> under_way_;  // deliveries of each webhook
  std::map<std::int64_t, base::Timestamp> left_alone_until_;  // webhooks, by their own wish
  bool is_working_ = false;
  bool is_stopped_ = false;
  bool is_woken_ = false;
  std::shared_ptr<WebhookSender*> self_;  // for listeners, which may be called when this is gone
  db::Announcements::Subscription listening_;
};

}  // namespace app
