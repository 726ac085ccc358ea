// Every coin's toy chain over HTTP: nodes for a shop, controls for a page.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "chain/keys/network.h"
#include "net/core/bell.h"
#include "net/server/router.h"
#include "toychain/toy_chain.h"

namespace toychain {

// Routes, all below /toychain:
//
//   POST /{coin, such as btc}          JSON-RPC of a node (node_rpc.h)
//   GET  /rates/simple/price           fixed rates in CoinGecko's form
//   GET  /state?version=N              for the page (state_json.h); waits for another version
//   POST /{coin}/payments              {"address":…,"amount":"0.0005","payer":"Anna"}
//   POST /{coin}/blocks                mines a block
//   POST /{coin}/reorganisations       {"depth":2}; without a depth: of the newest payment's block
//   POST /mining                       {"is_automatic":false}
//
// Requests that change something must come from this machine and have the header X-Kram-Demo, which
// another site's page cannot send. Errors are problem documents for people.
//
// Unless mining is switched off, a block is mined 15 seconds after a payment or the previous block,
// until all payments have three confirmations. All calls are made on one executor; the clock
// outlives it.
class ToyNetwork {
 public:
  explicit ToyNetwork(const base::Clock& clock);

  // REQUIRES: this outlives the router.
  void add_to(net::Router& router);
  // Ends waiting requests; the server is going away.
  void close();

  // Settings of a shop for the routes of a server at `server_url`: "http://127.0.0.1:8080".
  static std::string backend_url(std::string_view server_url, base::Coin coin);
  static std::string rates_url(std::string_view server_url);

 private:
  using Response = boost::asio::awaitable<net::ServerResponse>;

  Response call_node(const net::ServerRequest& request, ToyChain& chain);
  Response show_state(const net::ServerRequest& request);
  net::ServerResponse act(const net::ServerRequest& request, ToyChain& chain,
                          std::string_view action);
  base::Result<void> perform(ToyChain& chain, std::string_view action, std::string_view body);
  base::Result<void> pay(ToyChain& chain, std::string_view body);
  base::Result<void> reorganise(ToyChain& chain, std::string_view body);
  net::ServerResponse set_mining(const net::ServerRequest& request);

  void mine_what_is_due();
  std::chrono::microseconds until_next_block() const;
  boost::asio::awaitable<void> wait_for_change(std::chrono::steady_clock::time_point deadline);
  void changed();

  const base::Clock& clock_;
  std::vector<ToyChain> chains_;
  net::Bell bell_;
  std::int64_t version_ = 1;
  bool is_automatic_ = true;
  bool is_closed_ = false;
};

}  // namespace toychain
