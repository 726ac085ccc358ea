#include "toychain/node_rpc.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "chain/blocks/block.h"

namespace toychain {
namespace {

// src/rpc/protocol.h of Bitcoin Core
constexpr int kInvalidAddressOrKey = -5;
constexpr int kInvalidParameter = -8;
constexpr int kMethodNotFound = -32601;

constexpr std::string_view kWait = "waitforblockheight";
constexpr std::chrono::milliseconds kWaitMax{60'000};

struct Refusal {
  int code = 0;
  std::string_view message;
};
using Answer = std::expected<boost::json::value, Refusal>;

std::string_view text_of(const boost::json::value* value) {
  const auto* const text = value ? value->if_string() : nullptr;
  return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

class Parameters {
 public:
  explicit Parameters(const boost::json::object& call) {
    const auto* const params = call.if_contains("params");
    values_ = params ? params->if_array() : nullptr;
  }

  std::string_view text(std::size_t index) const { return text_of(at(index)); }
  std::int64_t number(std::size_t index) const {
    const auto* const number = at(index) ? at(index)->if_int64() : nullptr;
    return number ? *number : -1;
  }

 private:
  const boost::json::value* at(std::size_t index) const {
    return values_ && index < values_->size() ? &(*values_)[index] : nullptr;
  }

  const boost::json::array* values_ = nullptr;
};

Answer chain_info(const ToyChain& chain, const Parameters& /*none*/) {
  return boost::json::object{{"chain", "regtest"},
                             {"blocks", chain.height()},
                             {"headers", chain.height()},
                             {"bestblockhash", chain.tip().id},
                             {"initialblockdownload", false},
                             {"pruned", false}};
}

Answer block_hash(const ToyChain& chain, const Parameters& parameters) {
  const auto height = parameters.number(0);
  if (height < 0 || height > chain.height()) {
    return std::unexpected(Refusal{kInvalidParameter, "Block height out of range"});
  }
  return boost::json::value(chain.blocks()[static_cast<std::size_t>(height)].id);
}

Answer bytes_of_block(const ToyChain& chain, const Parameters& parameters, std::size_t most) {
  const auto found = std::ranges::find(chain.blocks(), parameters.text(0), &ToyBlock::id);
  if (found == chain.blocks().end()) {
    return std::unexpected(Refusal{kInvalidAddressOrKey, "Block not found"});
  }
  const chain::ByteView raw = found->raw;
  return boost::json::value(chain::to_hex(raw.first(std::min(most, raw.size()))));
}

Answer block(const ToyChain& chain, const Parameters& parameters) {
  return bytes_of_block(chain, parameters, SIZE_MAX);
}

Answer header(const ToyChain& chain, const Parameters& parameters) {
  return bytes_of_block(chain, parameters, chain::kHeaderBytes);
}

Answer waiting(const ToyChain& chain, const Parameters& /*none*/) {
  boost::json::array ids;
  for (const auto& payment : chain.payments()) {
    if (payment.state == PaymentState::waiting) {
      ids.emplace_back(payment.txid);
    }
  }
  return ids;
}

Answer transaction(const ToyChain& chain, const Parameters& parameters) {
  const auto found = std::ranges::find(chain.payments(), parameters.text(0), &Payment::txid);
  if (found == chain.payments().end() || found->state != PaymentState::waiting) {
    return std::unexpected(Refusal{kInvalidAddressOrKey, "No such mempool transaction"});
  }
  return boost::json::value(chain::to_hex(found->raw));
}

Answer tip(const ToyChain& chain, const Parameters& /*none*/) {
  return boost::json::object{{"hash", chain.tip().id}, {"height", chain.height()}};
}

struct Method {
  std::string_view name;
  Answer (*answer)(const ToyChain& chain, const Parameters& parameters);
};

constexpr std::array<Method, 7> kMethods{{{"getblockchaininfo", chain_info},
                                          {"getblockhash", block_hash},
                                          {"getblock", block},
                                          {"getblockheader", header},
                                          {"getrawmempool", waiting},
                                          {"getrawtransaction", transaction},
                                          {kWait, tip}}};

Answer answer_of(const ToyChain& chain, const boost::json::object& call) {
  const auto found =
      std::ranges::find(kMethods, text_of(call.if_contains("method")), &Method::name);
  if (found == kMethods.end()) {
    return std::unexpected(Refusal{kMethodNotFound, "Method not found"});
  }
  return found->answer(chain, Parameters(call));
}

}  // namespace

boost::json::object answer_call(const ToyChain& chain, const boost::json::object& call) {
  auto answer = answer_of(chain, call);
  const auto* const id = call.if_contains("id");
  boost::json::object response{{"result", nullptr}, {"error", nullptr}, {"id", id ? *id : nullptr}};
  if (answer) {
    response["result"] = *std::move(answer);
  } else {
    response["error"] = {{"code", answer.error().code}, {"message", answer.error().message}};
  }
  return response;
}

std::optional<HeightWait> wait_of(const boost::json::value& request) {
  const auto* const call = request.if_object();
  if (!call || text_of(call->if_contains("method")) != kWait) {
    return std::nullopt;
  }
  const Parameters parameters(*call);
  const std::chrono::milliseconds timeout(std::max<std::int64_t>(0, parameters.number(1)));
  return HeightWait{.height = parameters.number(0), .timeout = std::min(timeout, kWaitMax)};
}

}  // namespace toychain
