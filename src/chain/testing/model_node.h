// A node of the chain that a ModelExplorer has, with Bitcoin Core's JSON-RPC.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "chain/testing/model_explorer.h"
#include "chain/testing/scripted_server.h"

namespace chain::testing {

// Lives on a loop; the explorer outlives it.
class ModelNode {
 public:
  ModelNode(Loop& loop, const ModelExplorer& chain);

  // As BTC_BACKEND has it.
  std::string url() const { return "rpc+" + server_.url(); }
  const ScriptedServer& server() const { return server_; }

  // It has the blocks up to this height, of `headers`. Nothing: all of the explorer's.
  void set_blocks(std::optional<std::int64_t> height) { blocks_ = height; }
  // Above the explorer's height.
  void set_more_headers(std::int64_t more) { more_headers_ = more; }
  // Whether it says that it downloads the chain.
  void set_syncing(bool is_syncing) { is_syncing_ = is_syncing; }
  // Earlier blocks are deleted.
  void set_pruned(std::int64_t first_height) { first_height_ = first_height; }
  // It says that its blocks are higher by so much, but for the first.
  void shift_heights(std::int64_t by) { shift_ = by; }
  // Waits for a block end at once and tell this height, whatever its own is.
  void end_waits_at(std::int64_t height) {
    wait_ends_at_ = height;
    refused_.erase("waitforblockheight");
  }
  // Methods that it does not know.
  void refuse(std::set<std::string> methods) { refused_ = std::move(methods); }

  // What it answers to a call or a batch of calls, where this gives something.
  using Instead = std::function<std::optional<net::ServerResponse>(const boost::json::value&)>;
  void answer_instead(Instead instead) { instead_ = std::move(instead); }

 private:
  net::ServerResponse answer(const net::ServerRequest& request) const;
  std::string result_of(const std::string& method, const boost::json::value& first) const;
  std::string info() const;
  std::string bytes_of(const std::string& id, std::size_t most) const;
  std::int64_t height() const { return blocks_.value_or(chain_.height()); }

  const ModelExplorer& chain_;
  std::optional<std::int64_t> blocks_;
  std::int64_t more_headers_ = 0;
  bool is_syncing_ = false;
  std::int64_t first_height_ = 0;
  std::int64_t shift_ = 0;
  std::optional<std::int64_t> wait_ends_at_;
  Instead instead_;
  std::set<std::string> refused_{"waitforblockheight"};
  ScriptedServer server_;
};

}  // namespace chain::testing
