// What the tests of the REST API start from.
#pragma once

#include <optional>

#include "support/on_both_engines.h"
#include "web/testing/api_host.h"

namespace web::testing {

// The API over a new database.
class ApiTestBase : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    host_.emplace(database());
  }
  void TearDown() override {
    host_.reset();
    OnBothEngines::TearDown();
  }

  std::optional<ApiHost> host_;
};

}  // namespace web::testing
