#include "bot/notices/sale_news.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "db/core/failure.h"
#include "shop/sales/sale_news.h"

namespace bot {

namespace asio = boost::asio;

SaleNews::SaleNews(asio::any_io_executor executor, db::Database& database, const base::Clock& clock,
                   base::Logger& logger, Options options)
    : executor_(std::move(executor)),
      database_(database),
      clock_(clock),
      logger_(logger),
      options_(std::move(options)),
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
    if (co_await database_.read(shop::has_sales_to_announce)) {
      co_await database_.transact([owner_ids = options_.owner_ids, now = clock_.now()](db::Tx& tx) {
        return shop::announce_sales(tx, owner_ids, now);
      });
    }
  } catch (const db::Failure& failure) {
    logger_.warn("Owners were not told of sales yet: {}", failure.what());
  }
}

}  // namespace bot
