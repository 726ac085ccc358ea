// The part of Bitcoin Core's JSON-RPC that a shop uses, over a toy chain.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <optional>

#include "toychain/toy_chain.h"

namespace toychain {

// getblockchaininfo, getblockhash, getblock (raw only), getrawmempool and getrawtransaction (raw
// only, in the mempool only), waitforblockheight as if it had timed out. Other methods get the
// error that a node returns.
boost::json::object answer_call(const ToyChain& chain, const boost::json::object& call);

// The parameters of waitforblockheight.
struct HeightWait {
  std::int64_t height = 0;
  std::chrono::milliseconds timeout{};
};
// Nothing for any other call.
std::optional<HeightWait> wait_of(const boost::json::value& request);

}  // namespace toychain
