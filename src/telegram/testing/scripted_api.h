// A Bot API server on loopback that answers as a test tells it to, down to broken connections.
// Tests only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/log.h"
#include "base/random.h"
#include "net/client/http_client.h"
#include "telegram/client.h"

namespace telegram::test {

inline constexpr std::string_view kToken = "123456:very-secret-token";

// One request as the server received it.
struct Seen {
  std::string method;  // "sendMessage"
  std::string path;    // "/bot123456:…/sendMessage"
  std::string headers;
  std::string body;

  // The body as JSON; null when it is not JSON.
  boost::json::value json() const;
};

struct Reply {
  enum class Kind { answer, drop, hold };  // hold: no answer until the client goes away

  int status = 200;
  std::string body;
  Kind kind = Kind::answer;
};

Reply ok(std::string_view result);
Reply refused(int code, std::string_view description);
Reply too_many_requests(int retry_after_s);
inline Reply drop() { return {.kind = Reply::Kind::drop}; }
inline Reply hold() { return {.kind = Reply::Kind::hold}; }

// {"message_id":id,…}, what a send answers.
Reply sent_message(std::int64_t message_id = 1);

// Runs on the io_context of its clients.
class ScriptedApi {
 public:
  // Called for each request in turn.
  using Script = std::function<Reply(const Seen&)>;

  explicit ScriptedApi(boost::asio::io_context& context);
  ~ScriptedApi();
  ScriptedApi(const ScriptedApi&) = delete;
  ScriptedApi& operator=(const ScriptedApi&) = delete;

  std::string url() const;
  void answer_with(Script script);
  // The given replies in order; the last one is repeated.
  void answer_with(std::vector<Reply> replies);
  const std::vector<Seen>& seen() const;
  int connections() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// A loop with a scripted server and a client of it; everything runs on the test's thread.
class ApiTest : public testing::Test {
 protected:
  // Runs the loop until `work` is done. Fails the test, with an exception, after `kPatience`.
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    auto result = boost::asio::co_spawn(context_, std::move(work), boost::asio::use_future);
    run_until(
        [&] { return result.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
    return result.get();
  }
  void run_until(const std::function<bool()>& is_true);

  static constexpr std::chrono::seconds kPatience{60};

  boost::asio::io_context context_{1};
  base::Logger logger_;
  base::SeededRandom random_{7};
  ScriptedApi api_{context_};
  net::HttpClient http_{context_.get_executor()};
  Client client_{http_, api_.url(), kToken};
};

}  // namespace telegram::test
