// An event loop on a thread of its own.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

namespace bench {

class EventThread {
 public:
  EventThread() : io_(1), work_(io_.get_executor()), thread_([this] { io_.run(); }) {}
  // Drops what is under way.
  ~EventThread() { io_.stop(); }
  EventThread(const EventThread&) = delete;
  EventThread& operator=(const EventThread&) = delete;

  boost::asio::io_context& io() { return io_; }

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::jthread thread_;
};

}  // namespace bench
