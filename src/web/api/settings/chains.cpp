// The chains that this process follows.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/api/operations.h"
#include "web/core/copy_fields.h"

namespace web {
namespace {

struct BackendView {
  std::string name;
  bool is_up = false;
  std::optional<std::int64_t> tip_height;
  std::int64_t failures = 0;
};
BOOST_DESCRIBE_STRUCT(BackendView, (), (name, is_up, tip_height, failures))

struct ChainView {
  std::string coin;
  std::int64_t height = 0;
  bool has_caught_up = false;
  bool stands_still = false;
  std::vector<BackendView> backends;
};
BOOST_DESCRIBE_STRUCT(ChainView, (), (coin, height, has_caught_up, stands_still, backends))

ChainView view_of(const ChainFigures& chain) {
  ChainView view{.coin = chain.coin,
                 .height = chain.height,
                 .has_caught_up = chain.has_caught_up,
                 .stands_still = chain.stands_still,
                 .backends = {}};
  for (const auto& backend : chain.backends) {
    view.backends.push_back({.name = backend.name,
                             .is_up = backend.is_up,
                             .tip_height = backend.tip_height,
                             .failures = static_cast<std::int64_t>(backend.failures)});
  }
  return view;
}

using ChainsCall = Call<shop::Act::see_deposits>;

boost::asio::awaitable<Outcome<List<ChainView>>> list_chains(Context& context,
                                                             ChainsCall /*call*/) {
  List<ChainView> list;
  for (const auto& chain : context.chains()) {
    list.items.push_back(view_of(chain));
  }
  list.total = std::ssize(list.items);
  co_return list;
}

}  // namespace

void add_chain_operations(Api& api) {
  api.serve({.method = "GET",
             .path = "/api/chains",
             .id = "listChains",
             .subject = "Money",
             .summary = "Lists the chains that this process follows, and how they are.",
             .notes = {{"height", "Up to which deposits are booked."},
                       {"stands_still", "For so long that the owners were told."},
                       {"tip_height", "As last reported."},
                       {"failures", "Since the start of the process."}}},
            &list_chains);
}

}  // namespace web
