// Drives libcurl's multi handle with Asio's sockets and timers. Internal to net/.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

#include <curl/curl.h>

namespace net {

// Follows curl's example of multi-socket use (CURLMOPT_SOCKETFUNCTION, CURLMOPT_TIMERFUNCTION).
//
// REQUIRES: the executor runs one thing at a time, and all calls are made on it.
class CurlMulti : public std::enable_shared_from_this<CurlMulti> {
 public:
  using Done = std::move_only_function<void(CURLcode)>;

  CurlMulti(const boost::asio::any_io_executor& executor, long connections_per_host_max);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  // Performs the request of `easy` and calls `done` once, never from inside `add`. REQUIRES: `easy`
  // lives until then.
  void add(CURL* easy, Done done);
  // Ends a request early: `done` gets `code`. Does nothing when it has ended.
  void end(CURL* easy, CURLcode code);
  // Ends all requests and closes all connections. Later requests end at once.
  void shut();

 private:
  // A socket of curl's and what Asio waits for on it.
  struct Watch {
    boost::asio::posix::stream_descriptor descriptor;
    int wanted = CURL_POLL_NONE;
    bool waits_to_read = false;
    bool waits_to_write = false;
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* unused);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);

  void watch(curl_socket_t socket, int what);
  void unwatch(curl_socket_t socket);
  void arm(const std::shared_ptr<Watch>& watch);
  void wait(const std::shared_ptr<Watch>& watch, bool Watch::* is_waiting, int event);
  void set_timer(long timeout_ms);
  void kick();
  void arm_timer();
  void act(curl_socket_t socket, int events);

  boost::asio::any_io_executor executor_;
  CURLM* multi_;
  // When curl wants to be called, and when timer_ fires: that may be earlier, never later. Setting
  // a timer costs a system call, and curl asks for another time with every request.
  std::chrono::steady_clock::time_point due_ = std::chrono::steady_clock::time_point::max();
  std::chrono::steady_clock::time_point armed_for_ = std::chrono::steady_clock::time_point::max();
  bool is_kicked_ = false;  // a call of act() is posted
  boost::asio::steady_timer timer_;
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  std::unordered_map<CURL*, Done> requests_;
};

}  // namespace net
