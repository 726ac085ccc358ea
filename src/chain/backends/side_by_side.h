// Many requests for one transaction each.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <span>
#include <string>

#include "base/error.h"
#include "chain/backends/backend.h"

namespace chain {

using FetchOne = std::function<boost::asio::awaitable<base::Result<Bytes>>(std::string txid)>;

// Fetches `ids`, eight at a time; leaves out those that are not found, and begins no more once one
// fails otherwise. REQUIRES: one thread.
boost::asio::awaitable<FetchedTransactions> fetch_side_by_side(std::span<const std::string> ids,
                                                               FetchOne fetch);

// The header of a block, which begins with it. Errors (invalid): `refusal`, the block is too short.
base::Result<Bytes> header_of(base::Result<Bytes> block, base::Error refusal);

}  // namespace chain
