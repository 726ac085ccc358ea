// Work that one process of a shop does while the others stand by.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>

#include "base/clock.h"
#include "db/core/database.h"

namespace app {

// A database lease of this process (db/lease.h). A holder on this machine that ended without
// releasing it is replaced at once; one on another machine when its term is over.
class LeaseHolder {
 public:
  static constexpr std::chrono::seconds kTerm{30};
  static constexpr std::chrono::seconds kRenewal{10};

  // REQUIRES: database and clock outlive it.
  LeaseHolder(std::string name, db::Database& database, const base::Clock& clock);

  // Takes or renews the lease for a term. Throws db::Failure.
  boost::asio::awaitable<bool> hold(std::chrono::seconds term = kTerm);

  // Lets another process take over at once. Throws db::Failure.
  boost::asio::awaitable<void> release();

 private:
  bool take(db::Tx& tx, std::chrono::seconds term) const;

  std::string name_;
  std::string holder_;
  db::Database& database_;
  const base::Clock& clock_;
};

}  // namespace app
