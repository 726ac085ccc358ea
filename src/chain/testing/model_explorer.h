// An Esplora server of a chain that a test makes up.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chain/blocks/block_writer.h"
#include "chain/keys/bytes.h"
#include "chain/keys/network.h"
#include "chain/testing/scripted_server.h"
#include "net/core/http_message.h"

namespace chain::testing {

// Begins with `height` empty blocks behind the first, which differs by `time_s`. Lives on a loop.
class ModelExplorer {
 public:
  ModelExplorer(Loop& loop, int height, std::uint32_t time_s, Coin coin = Coin::btc);

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

  // Of the blocks that are mined from now on.
  void set_time(std::uint32_t time_s) { time_s_ = time_s; }

  // A block with these transactions, which wait no more.
  void mine(const std::vector<Bytes>& transactions = {});
  void mine_empty(int blocks);
  // A block as mine() makes it, but without proof of work.
  void invent(const std::vector<Bytes>& transactions);
  // In the coinbases from now on, in place of the blocks' own.
  void set_stated_height(std::int64_t height) { stated_height_ = height; }
  // Of the blocks from now on, in the compact form.
  void set_target(std::uint32_t target) { target_ = target; }
  // Takes the newest blocks back; their transactions are nowhere.
  void take_back(int blocks);

  // Its blocks are the other's, up to that height.
  void copy(const ModelExplorer& other, std::int64_t height);
  void follow(const ModelExplorer& other) { copy(other, other.height()); }

  // What it answers to a path, where this gives something.
  using Instead = std::function<std::optional<net::ServerResponse>(const std::string& path)>;
  void answer_instead(Instead instead) { instead_of_pages_ = std::move(instead); }

  // Nobody can reach it.
  void set_down(bool is_down) { is_down_ = is_down; }
  // What it sends in place of raw blocks.
  void send_instead_of_blocks(std::optional<Bytes> bytes) { instead_ = std::move(bytes); }

 private:
  std::optional<net::ServerResponse> answer(const net::ServerRequest& request) const;
  std::optional<std::string> page(const std::string& path) const;
  std::optional<std::string> block_page(const std::string& rest) const;
  std::string waiting_page() const;

  NewBlock next_block(const std::vector<Bytes>& transactions);

  std::vector<Bytes> blocks_;
  std::map<std::string, Bytes> waiting_;
  std::uint32_t time_s_;
  Coin coin_;
  std::uint32_t target_ = 0x207f'ffff;
  std::optional<std::int64_t> stated_height_;
  std::uint32_t mined_ = 0;
  bool is_down_ = false;
  std::optional<Bytes> instead_;
  Instead instead_of_pages_;
  ScriptedServer server_;
};

}  // namespace chain::testing
