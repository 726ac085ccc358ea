// A toy chain in the words of Bitcoin Core's JSON-RPC, as far as a shop asks for it.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <optional>

#include "toychain/toy_chain.h"

namespace toychain {

// getblockchaininfo, getblockhash, getblock (raw only), getrawmempool and getrawtransaction (raw
// only, of those that wait), waitforblockheight as if its time were over. Anything else is answered
// with an error, as a node does.
boost::json::object answer_call(const ToyChain& chain, const boost::json::object& call);

// What waitforblockheight waits for.
struct HeightWait {
  std::int64_t height = 0;
  std::chrono::milliseconds longest{};
};
// Nothing when the call is another one.
std::optional<HeightWait> wait_of(const boost::json::value& request);

}  // namespace toychain
