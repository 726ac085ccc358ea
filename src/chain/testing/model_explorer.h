// An Esplora server of a chain that a test makes up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chain/keys/bytes.h"
#include "chain/testing/scripted_server.h"
#include "net/core/http_message.h"

namespace chain::testing {

// Begins with `height` empty blocks behind the first. Lives on a loop.
class ModelExplorer {
 public:
  ModelExplorer(Loop& loop, int height, std::uint32_t time_s);

  // As BTC_BACKEND has it.
  std::string url() const { return "esplora+" + server_.url(); }
  ScriptedServer& server() { return server_; }

  std::int64_t height() const { return static_cast<std::int64_t>(blocks_.size()) - 1; }
  std::string tip() const { return block_id(height()); }
  std::string block_id(std::int64_t height) const;
  const Bytes& block(std::int64_t height) const {
    return blocks_.at(static_cast<std::size_t>(height));
  }

  // Waits for a block from now on.
  void add_waiting(const Bytes& transaction);
  // Nobody has heard of it: replaced or forgotten.
  void drop_waiting(const Bytes& transaction);

  // A block with these transactions, which wait no more.
  void mine(const std::vector<Bytes>& transactions = {});
  void mine_empty(int blocks);
  // Takes the newest blocks back; their transactions are nowhere.
  void take_back(int blocks);

  // Nobody can reach it.
  void set_down(bool is_down) { is_down_ = is_down; }
  // What it sends in place of raw blocks.
  void send_instead_of_blocks(std::optional<Bytes> bytes) { instead_ = std::move(bytes); }

 private:
  std::optional<net::ServerResponse> answer(const net::ServerRequest& request) const;
  std::optional<std::string> page(const std::string& path) const;
  std::optional<std::string> block_page(const std::string& rest) const;
  std::string waiting_page() const;

  std::vector<Bytes> blocks_;
  std::map<std::string, Bytes> waiting_;
  std::uint32_t time_s_;
  std::uint32_t mined_ = 0;
  bool is_down_ = false;
  std::optional<Bytes> instead_;
  ScriptedServer server_;
};

}  // namespace chain::testing
