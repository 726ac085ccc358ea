// A Litecoin node on a regtest network of the suite's own.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/child_process.h"
#include "bench/event_thread.h"
#include "chain/backends/json_rpc.h"
#include "net/client/http_client.h"

namespace bench {

// Needs Debian's package litecoind.
class Litecoind {
 public:
  // Waits until it answers. Throws std::runtime_error when it does not.
  explicit Litecoind(const std::filesystem::path& directory);

  // Blocks until it is answered; throws std::runtime_error for an error.
  boost::json::value call(std::string_view method, boost::json::array params = {});
  // Calls the same method for each of `params`, in one request.
  std::vector<boost::json::value> call_all(std::string_view method,
                                           std::vector<boost::json::array> params);

  // Its URL in the form of LTC_BACKEND.
  std::string backend() const;

 private:
  chain::RpcResult<boost::json::value> try_call(std::string_view method, boost::json::array params);

  std::uint16_t port_;
  ChildProcess process_;
  EventThread events_;
  net::HttpClient http_{events_.io().get_executor()};
  chain::JsonRpc rpc_;
};

}  // namespace bench
