// A transaction on one connection of PostgreSQL. Inside db/ only.
#pragma once

#include <memory>
#include <string_view>

#include "db/core/session.h"
#include "db/postgres/connector.h"

namespace db {

// BEGIN, SAVEPOINT and deferred statements are sent with the next statement whose result is needed,
// so that they cost no round trip.
class PostgresSession final : public Session, private Tx {
 public:
  explicit PostgresSession(PostgresConnector& connector) : connector_(connector) {}

  Tx& tx() override { return *this; }
  void begin(Access access) override;
  void savepoint() override;
  void roll_back_to_savepoint() override;
  void commit() override;
  void roll_back() noexcept override;

 private:
  enum class Savepoint { none, due, set, untouched };

  Engine engine() const override { return Engine::postgres; }
  Rows run(std::string_view sql, std::span<const Value> values) override;
  void run_later(std::string_view sql, std::span<const Value> values) override;
  void run_script(std::string_view sql) override;

  void send(std::string_view sql, std::span<const Value> values);
  void send_control(std::string_view sql) { pipeline_->send(sql, {}, stage_); }
  void send_pending_control();
  Rows receive();
  [[noreturn]] void fail(const Failure& failure);
  template <class Step>
  auto note_loss(Step step);

  PostgresConnector& connector_;
  std::unique_ptr<PostgresPipeline> pipeline_;
  Access access_ = Access::read;
  bool is_begun_ = false;    // BEGIN was sent
  bool has_failed_ = false;  // a statement failed since the transaction or its savepoint began
  bool has_short_lock_timeout_ = false;  // kShortLockTimeout was sent
  Savepoint savepoint_ = Savepoint::none;
  int stage_ = 0;  // counts the jobs of the transaction
};

}  // namespace db
