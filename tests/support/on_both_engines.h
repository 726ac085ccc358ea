// Runs a suite of tests on both engines, each test with a database of its own.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "db/core/database.h"
#include "support/fresh_database.h"

namespace support {

// A fixture whose `database()` is empty but for the schema. Use:
//
//   class Purchase : public support::OnBothEngines {};
//   INSTANTIATE_TEST_SUITE_P(, Purchase, support::kBothEngines, support::engine_name);
//   TEST_P(Purchase, ChargesOnce) { transact([&](db::Tx& tx) { … }); }
class OnBothEngines : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { fresh_ = fresh_database(GetParam()); }
  void TearDown() override { fresh_.reset(); }

  db::Database& database() { return fresh_->database(); }
  const std::string& url() const { return fresh_->url(); }

  template <class Body>
  auto transact(Body body) {
    return database().transact_blocking(std::move(body));
  }
  template <class Body>
  auto read(Body body) {
    return database().read_blocking(std::move(body));
  }

 private:
  std::unique_ptr<FreshDatabase> fresh_;
};

inline const auto kBothEngines = testing::Values(db::Engine::postgres, db::Engine::sqlite);

std::string engine_name(const testing::TestParamInfo<db::Engine>& engine);

}  // namespace support
