#include "e2e/running_shop.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "app/console/open_database.h"
#include "db/open.h"

namespace e2e {
namespace {

namespace asio = boost::asio;

constexpr int kConnections = 6;
constexpr std::chrono::seconds kPatience{15};

template <class T>
T value_of(base::Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().message);
  }
  return *std::move(result);
}

}  // namespace

RunningShop::RunningShop(const Options& options, const base::Clock& clock, base::Logger& logger)
    : end_(ended_.get_future().share()) {
  auto settings = value_of(app::read_settings(options.settings));
  settings.chat_send_limit = options.chat_send_limit.value_or(settings.chat_send_limit);
  database_ =
      value_of(db::open({.url = settings.database_url, .connections = kConnections}, logger));
  value_of(app::require_currency(*database_, settings));
  service_ = value_of(app::ShopService::make(
      io_.get_executor(), settings, options.roles,
      {.database = *database_, .clock = clock, .random = random_, .logger = logger}, options.jobs));
  thread_ = std::thread([this] { run(); });
}

RunningShop::~RunningShop() { stop(); }

void RunningShop::run() {
  asio::co_spawn(io_, service_->run(),
                 [this](const std::exception_ptr& defect, base::Result<void> result) {
                   if (defect) {
                     ended_.set_exception(defect);
                   } else {
                     ended_.set_value(std::move(result));
                   }
                   io_.stop();
                 });
  io_.run();
}

void RunningShop::stop() {
  if (thread_.joinable()) {
    asio::post(io_, [this] { service_->stop(); });
    thread_.join();
  }
}

base::Result<void> RunningShop::wait() {
  if (end_.wait_for(kPatience) != std::future_status::ready) {
    throw std::runtime_error("the shop does not end");
  }
  return end_.get();
}

net::HttpResponse exchange(net::HttpRequest request) {
  asio::io_context io{1};
  std::optional<net::HttpClient> client(std::in_place, io.get_executor());
  std::optional<base::Result<net::HttpResponse>> response;
  asio::co_spawn(io, client->send(std::move(request)),
                 [&](const std::exception_ptr& /*never*/, base::Result<net::HttpResponse> got) {
                   response = std::move(got);
                   client.reset();
                 });
  io.run();
  return value_of(*std::move(response));
}

}  // namespace e2e
