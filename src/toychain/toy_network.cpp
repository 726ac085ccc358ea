#include "toychain/toy_network.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"
#include "net/core/problem.h"
#include "net/server/local_request.h"
#include "toychain/node_rpc.h"
#include "toychain/state_json.h"

namespace toychain {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kBlockInterval{15};
constexpr std::chrono::seconds kPageWaitMax{25};
constexpr std::int64_t kConfirmationsWanted = 3;
constexpr std::size_t kNameUnitsMax = 64;
constexpr std::string_view kScriptHeader = "X-Kram-Demo";

net::ServerResponse refuse_others() {
  return net::problem(403, "Only the page of the demo on this machine may do that.");
}

net::ServerResponse done() { return net::json_response(200, "{}"); }

struct PaymentBody {
  std::string address;
  std::string amount;
  std::string payer;
};
BOOST_DESCRIBE_STRUCT(PaymentBody, (), (address, amount, payer))

struct ReorganisationBody {
  std::optional<int> depth;
};
BOOST_DESCRIBE_STRUCT(ReorganisationBody, (), (depth))

struct MiningBody {
  std::optional<bool> is_automatic;
};
BOOST_DESCRIBE_STRUCT(MiningBody, (), (is_automatic))

template <class Body>
base::Result<Body> read_body(std::string_view text) {
  return json::parse<Body>(text.empty() ? "{}" : text, json::Strictness::lenient);
}

std::int64_t version_in(const net::Query& query) {
  const std::string_view text = query.find("version").value_or("");
  std::int64_t version = 0;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

boost::json::value answer_all(const ToyChain& chain, const boost::json::value& request) {
  if (const auto* const call = request.if_object()) {
    return answer_call(chain, *call);
  }
  boost::json::array answers;
  for (const auto& call : request.as_array()) {
    answers.push_back(
        answer_call(chain, call.is_object() ? call.get_object() : boost::json::object()));
  }
  return answers;
}

// When the next block is due; nothing when all payments are confirmed.
std::optional<base::Timestamp> next_block_of(const ToyChain& chain) {
  std::optional<base::Timestamp> next;
  for (const auto& payment : chain.payments()) {
    if (payment.state != PaymentState::replaced &&
        chain.confirmations_of(payment) < kConfirmationsWanted) {
      const auto due = std::max(payment.paid_at, chain.tip().mined_at) + kBlockInterval;
      next = std::min(next.value_or(due), due);
    }
  }
  return next;
}

// What a shop that waits is told of: the tip and the number of payments.
std::pair<std::string, std::size_t> news_of(const ToyChain& chain) {
  return {chain.tip().id, chain.payments().size()};
}

}  // namespace

ToyNetwork::ToyNetwork(const base::Clock& clock) : clock_(clock) {
  for (const auto& row : base::coins()) {
    chains_.emplace_back(row.coin, clock.now());
  }
}

std::string ToyNetwork::backend_url(std::string_view server_url, base::Coin coin) {
  return fmt::format("rpc+{}/toychain/{}", server_url, text_of(coin));
}

std::string ToyNetwork::rates_url(std::string_view server_url) {
  return fmt::format("{}/toychain/rates/simple/price", server_url);
}

void ToyNetwork::close() {
  is_closed_ = true;
  bell_.ring();
}

void ToyNetwork::add_to(net::Router& router) {
  using Request = net::ServerRequest;
  using Path = net::PathParameters;
  router.add("GET", "/toychain/state",
             net::for_local_callers(
                 [this](const Request& request, const Path&) { return show_state(request); }));
  router.add("GET", "/toychain/rates/simple/price", [](const Request&, const Path&) -> Response {
    co_return net::json_response(200, boost::json::serialize(rates_json()));
  });
  router.add("POST", "/toychain/mining", [this](const Request& request, const Path&) -> Response {
    co_return set_mining(request);
  });
  for (auto& chain : chains_) {
    const auto base = fmt::format("/toychain/{}", text_of(chain.coin()));
    router.add("POST", base, [this, &chain](const Request& request, const Path&) {
      return call_node(request, chain);
    });
    router.add("POST", base + "/{action}",
               [this, &chain](const Request& request, const Path& path) -> Response {
                 co_return act(request, chain, path.at("action"));
               });
  }
}

// waitforblockheight returns for payments too, not only for blocks as a node's: otherwise the shop
// would see a payment up to ten seconds later.
ToyNetwork::Response ToyNetwork::call_node(const net::ServerRequest& request, ToyChain& chain) {
  const auto call = json::parse_value(request.body);
  if (!call || !(call->is_object() || call->is_array())) {
    co_return net::problem(400, "This is a node: it takes JSON-RPC.");
  }
  mine_what_is_due();
  if (const auto wait = wait_of(*call)) {
    const auto seen = news_of(chain);
    const auto deadline = steady_clock::now() + wait->timeout;
    while (chain.height() < wait->height && news_of(chain) == seen && !is_closed_ &&
           steady_clock::now() < deadline) {
      co_await wait_for_change(deadline);
    }
  }
  co_return net::json_response(200, boost::json::serialize(answer_all(chain, *call)));
}

ToyNetwork::Response ToyNetwork::show_state(const net::ServerRequest& request) {
  const auto known = version_in(request.query);
  const auto deadline = steady_clock::now() + kPageWaitMax;
  mine_what_is_due();
  while (version_ == known && !is_closed_ && steady_clock::now() < deadline) {
    co_await wait_for_change(deadline);
  }
  boost::json::array coins;
  for (const auto& chain : chains_) {
    coins.push_back(state_json(chain));
  }
  co_return net::json_response(200, boost::json::serialize(boost::json::object{
                                        {"version", version_},
                                        {"is_automatic", is_automatic_},
                                        {"block_seconds", kBlockInterval.count()},
                                        {"coins", std::move(coins)},
                                    }));
}

net::ServerResponse ToyNetwork::act(const net::ServerRequest& request, ToyChain& chain,
                                    std::string_view action) {
  if (!net::is_from_own_script(request, kScriptHeader)) {
    return refuse_others();
  }
  if (auto performed = perform(chain, action, request.body); !performed) {
    return net::problem(performed.error());
  }
  changed();
  return done();
}

base::Result<void> ToyNetwork::perform(ToyChain& chain, std::string_view action,
                                       std::string_view body) {
  if (action == "payments") {
    return pay(chain, body);
  }
  if (action == "blocks") {
    chain.mine(clock_.now());
    return {};
  }
  if (action == "reorganisations") {
    return reorganise(chain, body);
  }
  return base::fail(base::ErrorKind::not_found, "A toy chain cannot do that.");
}

base::Result<void> ToyNetwork::pay(ToyChain& chain, std::string_view body) {
  const auto payment = read_body<PaymentBody>(body);
  if (!payment) {
    return std::unexpected(payment.error());
  }
  const auto amount_sat = read_coins(payment->amount);
  if (!amount_sat) {
    return std::unexpected(amount_sat.error());
  }
  const auto paid = chain.pay(payment->address, *amount_sat,
                              base::shorten(payment->payer, kNameUnitsMax), clock_.now());
  return paid ? base::Result<void>() : std::unexpected(paid.error());
}

base::Result<void> ToyNetwork::reorganise(ToyChain& chain, std::string_view body) {
  const auto wanted = read_body<ReorganisationBody>(body);
  if (!wanted) {
    return std::unexpected(wanted.error());
  }
  const auto depth = wanted->depth ? *wanted->depth : chain.depth_of_newest_payment();
  return depth ? chain.reorganise(*depth, clock_.now()) : std::unexpected(depth.error());
}

net::ServerResponse ToyNetwork::set_mining(const net::ServerRequest& request) {
  if (!net::is_from_own_script(request, kScriptHeader)) {
    return refuse_others();
  }
  const auto wanted = read_body<MiningBody>(request.body);
  if (!wanted || !wanted->is_automatic) {
    return net::problem(400, "Say whether blocks come by themselves.");
  }
  is_automatic_ = *wanted->is_automatic;
  changed();
  return done();
}

void ToyNetwork::mine_what_is_due() {
  if (!is_automatic_) {
    return;
  }
  const auto now = clock_.now();
  for (auto& chain : chains_) {
    if (const auto next = next_block_of(chain); next && *next <= now) {
      chain.mine(now);
      changed();
    }
  }
}

std::chrono::microseconds ToyNetwork::until_next_block() const {
  std::chrono::microseconds wait = kBlockInterval;
  for (const auto& chain : chains_) {
    if (const auto next = next_block_of(chain); next && is_automatic_) {
      wait = std::min(wait, *next - clock_.now());
    }
  }
  return std::max(wait, std::chrono::microseconds(0));
}

// Mining needs no timer of its own: some request always waits here.
asio::awaitable<void> ToyNetwork::wait_for_change(steady_clock::time_point deadline) {
  co_await bell_.wait_until(std::min(deadline, steady_clock::now() + until_next_block()));
  mine_what_is_due();
}

void ToyNetwork::changed() {
  ++version_;
  bell_.ring();
}

}  // namespace toychain
