#include "chain/testing/model_node.h"

#include <algorithm>
#include <boost/json/parse.hpp>

#include <fmt/format.h>

#include "chain/blocks/block.h"

namespace chain::testing {
namespace {

const std::string kNothing;

std::string quoted(const std::string& text) { return '"' + text + '"'; }

}  // namespace

ModelNode::ModelNode(Loop& loop, const ModelExplorer& chain)
    : chain_(chain), server_(loop, [this](const auto& request) { return answer(request); }) {}

net::ServerResponse ModelNode::answer(const net::ServerRequest& request) const {
  const auto json = boost::json::parse(request.body);
  if (auto given = instead_ ? instead_(json) : std::nullopt) {
    return *std::move(given);
  }
  if (!json.is_object()) {
    return net::text_response(500, "no batches");
  }
  const std::string method(json.at("method").as_string());
  const auto& params = json.at("params").as_array();
  const auto result = refused_.contains(method)
                          ? kNothing
                          : result_of(method, params.empty() ? boost::json::value() : params[0]);
  return net::json_response(
      result.empty() ? 500 : 200,
      result.empty()
          ? fmt::format(R"({{"result":null,"id":0,"error":{{"code":{},"message":"no"}}}})",
                        refused_.contains(method) ? -32601 : -5)
          : fmt::format(R"({{"result":{},"id":0,"error":null}})", result));
}

std::string ModelNode::result_of(const std::string& method, const boost::json::value& first) const {
  if (method == "getblockchaininfo") {
    return info();
  }
  if (method == "getblockhash") {
    const auto asked = first.as_int64();
    const auto wanted = asked == 0 ? 0 : asked - shift_;
    return wanted >= 0 && wanted <= height() ? quoted(chain_.block_id(wanted)) : kNothing;
  }
  if (method == "getblockheader") {
    return bytes_of(std::string(first.as_string()), kHeaderBytes);
  }
  if (method == "getblock") {
    return bytes_of(std::string(first.as_string()), SIZE_MAX);
  }
  if (method == "waitforblockheight" && wait_ends_at_) {
    return fmt::format(R"({{"hash":"{}","height":{}}})", chain_.block_id(height()), *wait_ends_at_);
  }
  return method == "getrawmempool" ? "[]" : kNothing;
}

std::string ModelNode::info() const {
  const bool is_pruned = first_height_ > 0;
  return fmt::format(
      R"({{"blocks":{},"headers":{},"bestblockhash":"{}","initialblockdownload":{},"pruned":{}{}}})",
      height() + shift_, chain_.height() + more_headers_ + shift_, chain_.block_id(height()),
      is_syncing_, is_pruned, is_pruned ? fmt::format(R"(,"pruneheight":{})", first_height_) : "");
}

std::string ModelNode::bytes_of(const std::string& id, std::size_t most) const {
  for (auto at = height(); at >= first_height_; --at) {
    if (chain_.block_id(at) == id) {
      const ByteView raw = chain_.block(at);
      return quoted(to_hex(raw.first(std::min(most, raw.size()))));
    }
  }
  return kNothing;
}

}  // namespace chain::testing
