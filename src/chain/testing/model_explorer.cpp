#include "chain/testing/model_explorer.h"

#include <utility>

#include <fmt/format.h>

#include "chain/blocks/block.h"
#include "chain/blocks/proof_of_work.h"
#include "chain/testing/model_chain.h"

namespace chain::testing {
namespace {

std::string as_text(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

ModelExplorer::ModelExplorer(Loop& loop, int height, std::uint32_t time_s, Coin coin)
    : time_s_(time_s),
      coin_(coin),
      server_(loop, [this](const auto& request) { return answer(request); }) {
  mine_empty(height + 1);
}

std::string ModelExplorer::block_id(std::int64_t height) const {
  return id_of_block(blocks_.at(static_cast<std::size_t>(height)));
}

void ModelExplorer::add_waiting(const Bytes& transaction) {
  waiting_[id_of_transaction(transaction)] = transaction;
}

void ModelExplorer::drop_waiting(const Bytes& transaction) {
  waiting_.erase(id_of_transaction(transaction));
}

// Every block is another one, since its coinbase also counts all that were ever mined.
NewBlock ModelExplorer::next_block(const std::vector<Bytes>& transactions) {
  std::vector<Bytes> all{make_coinbase(stated_height_.value_or(height() + 1), mined_++)};
  for (const auto& transaction : transactions) {
    all.push_back(transaction);
    drop_waiting(transaction);
  }
  const auto previous =
      blocks_.empty() ? Hash256{} : hash_of_header(ByteView(blocks_.back()).first(kHeaderBytes));
  return {.previous = previous, .time_s = time_s_, .target = target_, .transactions = all};
}

void ModelExplorer::mine(const std::vector<Bytes>& transactions) {
  blocks_.push_back(mine_block(next_block(transactions), coin_));
}

void ModelExplorer::invent(const std::vector<Bytes>& transactions) {
  auto block = next_block(transactions);
  auto raw = write_block(block);
  while (check_work(ByteView(raw).first(kHeaderBytes), coin_, Network::regtest)) {
    ++block.nonce;
    raw = write_block(block);
  }
  blocks_.push_back(std::move(raw));
}

void ModelExplorer::mine_empty(int blocks) {
  for (int i = 0; i < blocks; ++i) {
    mine();
  }
}

void ModelExplorer::take_back(int blocks) {
  blocks_.resize(blocks_.size() - static_cast<std::size_t>(blocks));
}

void ModelExplorer::copy(const ModelExplorer& other, std::int64_t height) {
  blocks_ = other.blocks_;
  blocks_.resize(static_cast<std::size_t>(height) + 1);
}

std::optional<net::ServerResponse> ModelExplorer::answer(const net::ServerRequest& request) const {
  if (is_down_) {
    return net::text_response(503, "down");
  }
  if (auto instead = instead_of_pages_ ? instead_of_pages_(request.path) : std::nullopt) {
    return instead;
  }
  auto found = page(request.path);
  return found ? net::text_response(200, *std::move(found)) : net::text_response(404, "Not found");
}

std::optional<std::string> ModelExplorer::page(const std::string& path) const {
  constexpr std::string_view kByHeight = "/block-height/";
  constexpr std::string_view kBlock = "/block/";
  constexpr std::string_view kTransaction = "/tx/";
  if (path == "/blocks/tip/hash") {
    return tip();
  }
  if (path == "/mempool/txids") {
    return waiting_page();
  }
  if (path.starts_with(kByHeight)) {
    const auto wanted = std::stoll(path.substr(kByHeight.size()));
    return wanted <= height() ? std::optional(block_id(wanted)) : std::nullopt;
  }
  if (path.starts_with(kBlock)) {
    return block_page(path.substr(kBlock.size()));
  }
  if (path.starts_with(kTransaction)) {
    const auto found = waiting_.find(path.substr(kTransaction.size(), 64));
    return found == waiting_.end() ? std::nullopt : std::optional(as_text(found->second));
  }
  return std::nullopt;
}

// "HASH", "HASH/header" or "HASH/raw".
std::optional<std::string> ModelExplorer::block_page(const std::string& rest) const {
  for (std::int64_t at = height(); at >= 0; --at) {
    const auto id = block_id(at);
    if (rest == id) {
      return fmt::format(R"({{"id":"{}","height":{}}})", id, at);
    }
    if (rest == id + "/header") {
      return to_hex(ByteView(blocks_[static_cast<std::size_t>(at)]).first(kHeaderBytes));
    }
    if (rest == id + "/raw") {
      return as_text(instead_.value_or(blocks_[static_cast<std::size_t>(at)]));
    }
  }
  return std::nullopt;
}

std::string ModelExplorer::waiting_page() const {
  std::string list;
  for (const auto& [id, raw] : waiting_) {
    list += (list.empty() ? "\"" : ",\"") + id + '"';
  }
  return "[" + list + "]";
}

}  // namespace chain::testing
