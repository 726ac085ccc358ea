#include "net/client/curl_multi.h"

#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "base/check.h"

namespace net {

namespace asio = boost::asio;
using std::chrono::steady_clock;

CurlMulti::CurlMulti(const asio::any_io_executor& executor, long connections_per_host_max)
    : executor_(executor), multi_(nullptr), timer_(executor) {
  base::check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK, "libcurl starts");
  multi_ = curl_multi_init();
  base::check(multi_ != nullptr, "libcurl has memory");
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, connections_per_host_max);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections_per_host_max);
}

CurlMulti::~CurlMulti() {
  shut();
  curl_global_cleanup();
}

void CurlMulti::add(CURL* easy, Done done) {
  requests_.emplace(easy, std::move(done));
  if (!multi_) {
    return end(easy, CURLE_ABORTED_BY_CALLBACK);
  }
  const auto added = curl_multi_add_handle(multi_, easy);
  if (added != CURLM_OK) {
    end(easy, CURLE_FAILED_INIT);
  }
}

void CurlMulti::end(CURL* easy, CURLcode code) {
  auto request = requests_.extract(easy);
  if (!request) {
    return;
  }
  if (multi_) {
    curl_multi_remove_handle(multi_, easy);
  }
  request.mapped()(code);
}

void CurlMulti::shut() {
  while (!requests_.empty()) {
    end(requests_.begin()->first, CURLE_ABORTED_BY_CALLBACK);
  }
  if (!multi_) {
    return;
  }
  timer_.cancel();
  // Closing the idle connections calls on_socket, which removes their watches.
  curl_multi_cleanup(std::exchange(multi_, nullptr));
  while (!watches_.empty()) {
    unwatch(watches_.begin()->first);
  }
}

int CurlMulti::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& multi = *static_cast<CurlMulti*>(self);
  what == CURL_POLL_REMOVE ? multi.unwatch(socket) : multi.watch(socket, what);
  return 0;
}

int CurlMulti::on_timer(CURLM*, long timeout_ms, void* self) {
  static_cast<CurlMulti*>(self)->set_timer(timeout_ms);
  return 0;
}

void CurlMulti::watch(curl_socket_t socket, int what) {
  auto& watch = watches_[socket];
  if (!watch) {
    watch = std::make_shared<Watch>(asio::posix::stream_descriptor(executor_, socket));
  }
  watch->wanted = what;
  arm(watch);
}

// Leaves closing the socket to curl.
void CurlMulti::unwatch(curl_socket_t socket) {
  const auto watch = watches_.extract(socket);
  if (!watch) {
    return;
  }
  watch.mapped()->wanted = CURL_POLL_NONE;
  watch.mapped()->descriptor.release();
}

void CurlMulti::arm(const std::shared_ptr<Watch>& watch) {
  if (watch->wanted & CURL_POLL_IN) {
    wait(watch, &Watch::waits_to_read, CURL_CSELECT_IN);
  }
  if (watch->wanted & CURL_POLL_OUT) {
    wait(watch, &Watch::waits_to_write, CURL_CSELECT_OUT);
  }
}

// CURL_POLL_IN and CURL_CSELECT_IN, CURL_POLL_OUT and CURL_CSELECT_OUT are the same bits.
void CurlMulti::wait(const std::shared_ptr<Watch>& watch, bool Watch::* is_waiting, int event) {
  static_assert(CURL_POLL_IN == CURL_CSELECT_IN && CURL_POLL_OUT == CURL_CSELECT_OUT);
  if (std::exchange((*watch).*is_waiting, true)) {
    return;
  }
  const auto kind = event == CURL_CSELECT_IN ? asio::posix::stream_descriptor::wait_read
                                             : asio::posix::stream_descriptor::wait_write;
  watch->descriptor.async_wait(kind, [weak = weak_from_this(), watch, is_waiting,
                                      event](const boost::system::error_code& error) {
    (*watch).*is_waiting = false;
    const auto self = weak.lock();
    if (error || !self || !(watch->wanted & event)) {
      return;
    }
    self->act(watch->descriptor.native_handle(), event);
    self->arm(watch);
  });
}

void CurlMulti::set_timer(long timeout_ms) {
  if (timeout_ms < 0) {
    due_ = steady_clock::time_point::max();
    return;
  }
  due_ = steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  if (timeout_ms == 0) {
    kick();
  } else if (due_ < armed_for_) {
    arm_timer();
  }
}

// Calls curl once for all requests that are added before the executor gets to it.
void CurlMulti::kick() {
  if (std::exchange(is_kicked_, true)) {
    return;
  }
  asio::post(executor_, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) {
      return;
    }
    self->is_kicked_ = false;
    self->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

void CurlMulti::arm_timer() {
  armed_for_ = due_;
  timer_.expires_at(due_);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (error || !self) {
      return;
    }
    self->armed_for_ = steady_clock::time_point::max();
    if (steady_clock::now() >= self->due_) {
      self->due_ = steady_clock::time_point::max();
      self->act(CURL_SOCKET_TIMEOUT, 0);
    }
    if (self->due_ < self->armed_for_) {
      self->arm_timer();
    }
  });
}

// Lets curl work and ends the requests that are complete.
void CurlMulti::act(curl_socket_t socket, int events) {
  if (!multi_) {
    return;
  }
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  int left = 0;
  while (const auto* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg == CURLMSG_DONE) {
      end(message->easy_handle, message->data.result);
    }
  }
}

}  // namespace net
