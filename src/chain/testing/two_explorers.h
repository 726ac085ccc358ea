// A pool of two explorers of one chain.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/log.h"
#include "chain/backends/backend_pool.h"
#include "chain/backends/backend_url.h"
#include "chain/testing/model_chain.h"
#include "chain/testing/model_explorer.h"

namespace chain::testing {

class TwoExplorers : public ::testing::Test {
 protected:
  static constexpr std::uint32_t kTime = 1'795'478'400;

  TwoExplorers() { second_.follow(first_); }

  void connect(chain::BackendPool::Options options = {}) {
    std::vector<std::unique_ptr<chain::Backend>> backends;
    for (const auto* explorer : {&first_, &second_}) {
      backends.push_back(
          chain::make_backend(chain::parse_backend_url(explorer->url()).value(), {}, http_));
    }
    pool_.emplace(std::move(backends), clock_, logger_, std::move(options));
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return loop_.run(std::move(work));
  }
  base::Result<std::string> previous_of_tip() {
    const auto block = run(pool_->block(first_.tip(), 0));
    if (!block) {
      return std::unexpected(block.error());
    }
    return chain::to_id(block->block.header.previous);
  }
  std::size_t asked(ModelExplorer& explorer, const std::string& path) {
    return static_cast<std::size_t>(
        std::ranges::count(explorer.server().seen(), path, &net::ServerRequest::path));
  }

  static void silence(ModelExplorer& explorer) {
    explorer.server().set([](const net::ServerRequest&) { return std::nullopt; });
  }
  std::vector<std::string> add_waiting(std::uint32_t count) {
    std::vector<std::string> ids;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto transaction = make_transaction({{.script = {0x51}, .amount_sat = 1}}, i);
      ids.push_back(id_of_transaction(transaction));
      first_.add_waiting(transaction);
      second_.add_waiting(transaction);
    }
    return ids;
  }
  std::chrono::steady_clock::duration since_began() const {
    return std::chrono::steady_clock::now() - began_;
  }

  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  Loop loop_;
  ModelExplorer first_{loop_, 20, kTime};
  ModelExplorer second_{loop_, 20, kTime};
  net::HttpClient http_{loop_.context().get_executor()};
  base::ManualClock clock_{base::Timestamp(std::chrono::hours(500'000))};
  base::Logger logger_;
  std::optional<chain::BackendPool> pool_;
};

}  // namespace chain::testing
