// What only the owner can put right.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "chain/network.h"
#include "db/tx.h"

namespace chain {

enum class AlertKind {
  shared_key,           // coins came to an address that this shop never gave: `address`, `index`
  used_address,         // coins came to an address before it was given: `address`
  deep_reorganisation,  // the chain changed deeper than the shop follows: the watcher stopped
  split_backends,       // two backends are on different chains for long: `detail` names them
};

struct Alert {
  AlertKind kind = AlertKind::shared_key;
  Coin coin = Coin::bitcoin;
  std::string address;
  std::int64_t index = 0;
  std::string detail;
};

// Tells the owners within the transaction. Does nothing but SQL, since it may run again.
using AlertOwners = std::function<void(db::Tx&, const Alert&)>;

}  // namespace chain
