// The JSON of the toy chains for the page.
#pragma once

#include <boost/json/object.hpp>

#include "toychain/toy_chain.h"

namespace toychain {

// Fixed rates in CoinGecko's form: {"bitcoin":{"pln":200000},…}.
boost::json::object rates_json();

// Blocks newest first, waiting payments oldest first:
//
//   {"path":"btc","code":"BTC","name":"Bitcoin","prefix":"bcrt1","price":"200000",
//    "suggestion":"0.0005","height":100,
//    "blocks":[{"height":100,"id":"…","mined_at":…,"payments":[P]}],
//    "waiting":[P],"replaced":[P]}
//
// P is {"txid":…,"address":…,"amount":"0.0005","payer":"Anna"}; times are Unix milliseconds.
boost::json::object state_json(const ToyChain& chain);

}  // namespace toychain
