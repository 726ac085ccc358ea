#include "net/client/http_client.h"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "net/client/curl_multi.h"
#include "net/client/http_transfer.h"

namespace net {
namespace {

namespace asio = boost::asio;

// Takes the handle back from curl if the coroutine is destroyed while it waits.
struct HandleRemoval {
  CurlMulti& multi;
  CURL* easy;
  ~HandleRemoval() { multi.end(easy, CURLE_ABORTED_BY_CALLBACK); }
};

// Waits until curl is done with `easy`; cancelling the wait takes the handle back.
asio::awaitable<CURLcode> perform(std::shared_ptr<CurlMulti> multi, CURL* easy) {
  const HandleRemoval removal{*multi, easy};
  auto initiate = [&multi, easy](auto handler) {
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected()) {
      slot.assign([weak = std::weak_ptr(multi), easy](asio::cancellation_type) {
        if (const auto alive = weak.lock()) {
          alive->end(easy, CURLE_ABORTED_BY_CALLBACK);
        }
      });
    }
    const auto executor = asio::get_associated_executor(handler);
    multi->add(easy, [executor, handler = std::move(handler)](CURLcode code) mutable {
      asio::get_associated_cancellation_slot(handler).clear();
      asio::post(executor,
                 [handler = std::move(handler), code]() mutable { std::move(handler)(code); });
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(CURLcode)>(
      std::move(initiate), asio::use_awaitable);
}

}  // namespace

HttpClient::HttpClient(asio::any_io_executor executor, const Options& options)
    : options_(options),
      multi_(std::make_shared<CurlMulti>(executor, long{options_.connections_per_host_max})) {}

HttpClient::~HttpClient() { stop(); }

void HttpClient::stop() { multi_->shut(); }

asio::awaitable<base::Result<HttpResponse>> HttpClient::send(HttpRequest request) {
  auto transfer = HttpTransfer::make(options_, std::move(request));
  if (!transfer) {
    co_return std::unexpected(transfer.error());
  }
  const CURLcode code = co_await perform(multi_, (*transfer)->handle());
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
  co_return (*transfer)->result(code);
}

}  // namespace net
