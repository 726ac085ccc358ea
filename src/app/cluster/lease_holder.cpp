#include "app/cluster/lease_holder.h"

#include <utility>

#include "app/cluster/process_identity.h"
#include "db/core/lease.h"

namespace app {

LeaseHolder::LeaseHolder(std::string name, db::Database& database, const base::Clock& clock)
    : name_(std::move(name)), holder_(process_identity()), database_(database), clock_(clock) {}

boost::asio::awaitable<bool> LeaseHolder::hold(std::chrono::seconds term) {
  co_return co_await database_.transact([this, term](db::Tx& tx) { return take(tx, term); });
}

bool LeaseHolder::take(db::Tx& tx, std::chrono::seconds term) const {
  if (db::take_lease(tx, name_, holder_, clock_.now(), term)) {
    return true;
  }
  const auto other = db::lease_holder(tx, name_);
  if (!other || !has_ended(*other)) {
    return false;
  }
  db::release_lease(tx, name_, *other);
  return db::take_lease(tx, name_, holder_, clock_.now(), term);
}

boost::asio::awaitable<void> LeaseHolder::release() {
  co_await database_.transact([this](db::Tx& tx) {
    db::release_lease(tx, name_, holder_);
    return true;
  });
}

}  // namespace app
