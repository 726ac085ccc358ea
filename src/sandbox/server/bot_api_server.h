// A Bot API server on loopback, as strict as Telegram's.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "net/server/router.h"
#include "sandbox/model/fault.h"
#include "sandbox/model/flood_gate.h"
#include "sandbox/model/person.h"
#include "sandbox/server/user.h"

namespace sandbox {

class World;

// Runs on a thread of its own from construction to destruction; every member may be called from any
// thread. It answers `/bot<token>/<method>` and `/file/bot<token>/<path>` as a local Bot API server
// does: http:// webhooks to any port are allowed. It also refuses certain mistakes that Telegram
// ignores, such as unknown fields.
class BotApiServer {
 public:
  // More routes at the same address, served on the server's thread.
  struct ExtraRoutes {
    std::function<void(net::Router& router)> add_to = [](net::Router& /*router*/) {};
    // Ends waiting requests before the server stops.
    std::function<void()> close = [] {};
  };
  struct Options {
    std::string listen = "127.0.0.1:0";
    std::string token = "4242424242:sandbox-token-for-the-demo-and-tests";
    std::string bot_username = "kram_demo_bot";
    std::string bot_name = "Kram demo";
    FloodLimits flood = FloodLimits::off();  // the demo passes FloodLimits::telegram()
    std::string record_file;                 // one JSON line for each accepted call; "": none
    bool chat_page = false;                  // serves the chat page at "/"
    std::chrono::milliseconds webhook_backoff{100};  // first pause after a failed delivery
    ExtraRoutes extra_routes;
  };

  // REQUIRES: `clock`, `logger` and what `extra_routes` refers to outlive the server. Throws
  // std::runtime_error when it cannot listen.
  BotApiServer(Options options, const base::Clock& clock, base::Logger& logger);
  ~BotApiServer();
  BotApiServer(const BotApiServer&) = delete;
  BotApiServer& operator=(const BotApiServer&) = delete;

  std::uint16_t port() const;
  // "http://127.0.0.1:PORT": the value for TELEGRAM_API_URL, and where the chat page is.
  std::string url() const;
  const std::string& token() const;

  // The person with this id, added on first use.
  User user(std::int64_t id);
  User add_user(Person person);

  // Makes the next `fault.times` calls of `fault.method` fail.
  void inject(Fault fault);

  // Holds updates until release_updates(), to test late and disordered delivery.
  void hold_updates();
  void release_updates(Order order = Order::as_sent);
  // Delivers each later update `copies` times.
  void repeat_updates(int copies);
  // Delivers an update as it is, with an update_id if it has none.
  void push_update(boost::json::object update);
  // Updates that the bot has not confirmed yet.
  std::size_t pending_updates() const;

  // How often the bot called `method` successfully.
  std::size_t call_count(std::string_view method) const;
  // How many files people and the bot have uploaded.
  std::size_t file_count() const;
  // Mistakes that Telegram does not report but customers notice: callbacks and pre-checkouts that
  // were not answered within 10 s, refused calls in webhook responses. One sentence each.
  std::vector<std::string> violations() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sandbox
