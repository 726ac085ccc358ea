#include "bench/full_block.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr int kMaturity = 100;
constexpr int kSubsidies = 50;       // block rewards that are spent
constexpr int kCoinsAtOnce = 1'000;  // outputs of one transaction that splits coins
constexpr int kOutputsEach = kBlockOutputs / kBlockTransactions;
constexpr std::size_t kBatch = 500;
constexpr std::string_view kCoin = "0.1";
constexpr std::string_view kShare = "0.019";  // of a coin; the rest is the fee
constexpr std::int64_t kFullWeight = 3'500'000;

std::vector<value> call_each(Litecoind& node, std::string_view method,
                             const std::vector<array>& params) {
  std::vector<value> answers;
  for (std::size_t from = 0; from < params.size(); from += kBatch) {
    const auto to = std::min(from + kBatch, params.size());
    for (auto& answer : node.call_all(method, {params.begin() + static_cast<std::ptrdiff_t>(from),
                                               params.begin() + static_cast<std::ptrdiff_t>(to)})) {
      answers.push_back(std::move(answer));
    }
  }
  return answers;
}

// Makes a confirmed coin for each transaction of the block, each at an address of its own.
std::vector<value> split_coins(Litecoind& node, const value& miner) {
  node.call("generatetoaddress", {kSubsidies + kMaturity, miner});
  const auto addresses = call_each(node, "getnewaddress", std::vector<array>(kBlockTransactions));
  for (int from = 0; from < kBlockTransactions; from += kCoinsAtOnce) {
    object outputs;
    for (int i = from; i < from + kCoinsAtOnce; ++i) {
      outputs[addresses[static_cast<std::size_t>(i)].as_string()] = kCoin;
    }
    node.call("sendmany", {"", outputs});
  }
  node.call("generatetoaddress", {1, miner});
  return addresses;
}

object outputs_from(const std::vector<value>& addresses, std::size_t first) {
  object outputs;
  for (std::size_t i = 0; i < kOutputsEach; ++i) {
    outputs[addresses[(first + i) % addresses.size()].as_string()] = kShare;
  }
  return outputs;
}

std::vector<array> unsigned_transactions(Litecoind& node, const std::vector<value>& addresses) {
  std::vector<array> params;
  const auto coins = node.call(
      "listunspent",
      {1, 9'999'999, array(), true, object{{"maximumAmount", kCoin}, {"minimumAmount", kCoin}}});
  for (const auto& coin : coins.as_array()) {
    const object spent{{"txid", coin.at("txid")}, {"vout", coin.at("vout")}};
    params.push_back({array{spent}, outputs_from(addresses, params.size())});
  }
  if (params.size() != kBlockTransactions) {
    throw std::runtime_error("The coins were not split.");
  }
  return params;
}

}  // namespace

shop::BlockId mine_full_block(Litecoind& node) {
  const auto miner = node.call("getnewaddress");
  const auto addresses = split_coins(node, miner);
  std::vector<array> unsigned_ones;
  for (auto& raw :
       call_each(node, "createrawtransaction", unsigned_transactions(node, addresses))) {
    unsigned_ones.push_back({std::move(raw)});
  }
  std::vector<array> signed_ones;
  for (const auto& raw : call_each(node, "signrawtransactionwithwallet", unsigned_ones)) {
    signed_ones.push_back({raw.at("hex")});
  }
  call_each(node, "sendrawtransaction", signed_ones);
  const auto mined = node.call("generatetoaddress", {1, miner});
  const auto block = node.call("getblock", {mined.at(0)});
  if (block.at("weight").to_number<std::int64_t>() < kFullWeight) {
    throw std::runtime_error("The block is not full.");
  }
  return {block.at("height").to_number<std::int64_t>(), std::string(mined.at(0).as_string())};
}

}  // namespace bench
