#include "bot/notices/sale_news.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "db/core/failure.h"
#include "shop/deposits/large_deposit.h"
#include "shop/sales/sale_news.h"

namespace bot {

namespace asio = boost::asio;

SaleNews::SaleNews(asio::any_io_executor executor, db::Database& database, const base::Clock& clock,
                   base::Logger& logger, const LiveSettings& settings, Options options)
    : executor_(std::move(executor)),
      database_(database),
      clock_(clock),
      logger_(logger),
      settings_(settings),
      options_(options),
      alarm_(executor_),
      self_(std::make_shared<SaleNews*>(this)),
      enqueued_(database_.listen([on = executor_, self = std::weak_ptr(self_)] {
        asio::post(on, [self] {
          if (const auto news = self.lock()) {
            (*news)->wake();
          }
        });
      })) {}

void SaleNews::wake() {
  is_woken_ = true;
  if (is_idle_) {
    alarm_.ring();
  }
}

void SaleNews::stop() { alarm_.stop(); }

asio::awaitable<void> SaleNews::run() {
  while (!alarm_.is_stopped()) {
    is_woken_ = false;
    co_await announce();
    co_await alarm_.pause(options_.gathering);
    if (!is_woken_) {
      is_idle_ = true;
      co_await alarm_.pause(options_.poll);
      is_idle_ = false;
    }
  }
}

asio::awaitable<void> SaleNews::announce() {
  try {
    const auto now = clock_.now();
    const auto settings = settings_.now();
    const auto has_news = [&settings, now](db::Tx& tx) {
      return shop::has_sales_to_announce(tx, now) ||
             shop::has_large_deposits_to_announce(tx, settings->large_deposit, now);
    };
    if (co_await database_.read(has_news)) {
      co_await database_.transact([&settings, now](db::Tx& tx) {
        const auto& owner_ids = settings->owner_ids;
        return shop::announce_sales(tx, owner_ids, now, settings->low_stock_line) +
               shop::announce_large_deposits(tx, owner_ids, settings->large_deposit, now);
      });
    }
  } catch (const db::Failure& failure) {
    logger_.warn("The staff were not told of sales and deposits yet: {}", failure.what());
  }
}

}  // namespace bot
