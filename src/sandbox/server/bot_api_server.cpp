#include "sandbox/server/bot_api_server.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <charconv>
#include <exception>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/random.h"
#include "net/client/http_client.h"
#include "net/server/http_server.h"
#include "net/server/router.h"
#include "sandbox/api/bot_routes.h"
#include "sandbox/api/recorder.h"
#include "sandbox/api/update_transport.h"
#include "sandbox/api/violations.h"
#include "sandbox/api/world.h"
#include "sandbox/demo/demo_goods.h"
#include "sandbox/model/people.h"
#include "sandbox/page/chat_page.h"

namespace sandbox {
namespace {

namespace asio = boost::asio;

// A token is the bot's user id, a colon and a secret.
BotProfile profile(const BotApiServer::Options& options) {
  BotProfile bot{.name = options.bot_name, .username = options.bot_username};
  std::from_chars(options.token.data(), options.token.data() + options.token.size(), bot.id);
  return bot;
}

std::string new_epoch() {
  base::SystemRandom random;
  return base::random_text(random, 12, "abcdefghijklmnopqrstuvwxyz0123456789");
}

}  // namespace

// Everything but `world` and `recorder` lives on the thread of `io`.
struct BotApiServer::Parts {
  Parts(Options chosen, const base::Clock& clock, base::Logger& logger);
  ~Parts();
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  void shut_down();
  void wake_soon();

  Options options;
  World world;
  Recorder recorder;
  asio::io_context io{1};
  std::optional<net::HttpClient> client;
  UpdateTransport transport;
  BotRoutes bot_routes;
  ChatPage page;
  net::Router router;
  std::unique_ptr<net::HttpServer> server;
  std::uint16_t port = 0;
  std::atomic<bool> wake_is_coming = false;
  std::thread thread;
};

BotApiServer::Parts::Parts(Options chosen, const base::Clock& clock, base::Logger& logger)
    : options(std::move(chosen)),
      world(clock, profile(options), options.flood,
            [this](std::string_view url) {
              return demo_picture(url, "http://127.0.0.1:" + std::to_string(port));
            }),
      recorder(options.record_file),
      client(std::in_place, io.get_executor()),
      transport(io.get_executor(), world, *client, options.webhook_backoff),
      bot_routes(world, transport, options.token),
      page(world, new_epoch()) {
  world.on_change([this] { wake_soon(); });
  world.on_accepted([this](const BotCall& call) { recorder.record(call); });
  bot_routes.add_to(router);
  options.extra_routes.add_to(router);
  if (options.chat_page) {
    page.add_to(router);
  }
  auto started = net::HttpServer::start(
      io.get_executor(),
      {.listen = options.listen,
       .body_limit_bytes = 20'000'000,
       .bytes_in_hand_max = 200'000'000,
       .stop_timeout = std::chrono::seconds(2)},
      [this](const net::ServerRequest& request) { return router(request); }, logger);
  if (!started) {
    throw std::runtime_error(started.error().message);
  }
  server = *std::move(started);
  port = server->port();
  thread = std::thread([this] { io.run(); });
}

// The event loop ends with the last connection and the last delivery.
BotApiServer::Parts::~Parts() {
  if (thread.joinable()) {
    asio::post(io, [this] { shut_down(); });
    thread.join();
  }
}

void BotApiServer::Parts::shut_down() {
  transport.close();
  page.close();
  options.extra_routes.close();
  asio::co_spawn(io, server->stop(), [this](const std::exception_ptr&) {
    server.reset();
    client.reset();
  });
}

// Wakes once for many changes in a row.
void BotApiServer::Parts::wake_soon() {
  if (!wake_is_coming.exchange(true)) {
    asio::post(io, [this] {
      wake_is_coming = false;
      transport.wake();
      page.wake();
    });
  }
}

BotApiServer::BotApiServer(Options options, const base::Clock& clock, base::Logger& logger)
    : parts_(std::make_unique<Parts>(std::move(options), clock, logger)) {}

BotApiServer::~BotApiServer() = default;

std::uint16_t BotApiServer::port() const { return parts_->port; }
std::string BotApiServer::url() const { return "http://127.0.0.1:" + std::to_string(port()); }
const std::string& BotApiServer::token() const { return parts_->options.token; }

User BotApiServer::user(std::int64_t id) { return add_user({.id = id}); }

User BotApiServer::add_user(Person person) {
  const std::int64_t id = person.id;
  parts_->world.change([&](State& state) { find_or_add_chat(state, std::move(person)); });
  return {parts_->world, id};
}

void BotApiServer::inject(Fault fault) { parts_->world.inject(std::move(fault)); }

void BotApiServer::hold_updates() {
  parts_->world.change_silently([](State& state) { state.updates.hold(); });
}

void BotApiServer::release_updates(Order order) {
  parts_->world.change([order](State& state) { state.updates.release(order); });
}

void BotApiServer::repeat_updates(int copies) {
  parts_->world.change_silently([copies](State& state) { state.updates.set_copies(copies); });
}

void BotApiServer::push_update(boost::json::object update) {
  parts_->world.change([&](State& state) { state.updates.add_raw(std::move(update)); });
}

std::size_t BotApiServer::pending_updates() const {
  return parts_->world.read([](const State& state) { return state.updates.size(); });
}

std::size_t BotApiServer::file_count() const {
  return parts_->world.read([](const State& state) { return state.files.size(); });
}

std::size_t BotApiServer::call_count(std::string_view method) const {
  return parts_->world.call_count(method);
}

std::vector<std::string> BotApiServer::violations() const {
  return parts_->world.read(
      [this](const State& state) { return find_violations(state, parts_->world.now()); });
}

}  // namespace sandbox
