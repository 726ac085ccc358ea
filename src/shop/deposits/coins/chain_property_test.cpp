// Random sequences of what happens on a chain, after each settlement of which the customers' money
// is what the chain and the rules say, and the audit finds nothing.
#include <rapidcheck.h>

#include "shop/testing/model_chain.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

rc::Gen<ChainStep::Kind> any_kind() {
  using Kind = ChainStep::Kind;
  return rc::gen::weightedElement<Kind>({{6, Kind::pay},
                                         {6, Kind::mine},
                                         {3, Kind::reorganise},
                                         {1, Kind::vanish},
                                         {2, Kind::settle},
                                         {2, Kind::pass_time},
                                         {3, Kind::set_rate},
                                         {1, Kind::recover}});
}

rc::Gen<ChainStep> any_step() {
  return rc::gen::build<ChainStep>(rc::gen::set(&ChainStep::kind, any_kind()),
                                   rc::gen::set(&ChainStep::a, rc::gen::inRange(0U, 60U)),
                                   rc::gen::set(&ChainStep::b, rc::gen::inRange(0U, 60U)),
                                   rc::gen::set(&ChainStep::c, rc::gen::inRange(0U, 65'536U)));
}

class ChainPropertyTest : public ShopTest {
 protected:
  // In one transaction, which is rolled back.
  std::string disagreement_after(const std::vector<ChainStep>& steps) {
    const auto result = transact([&](db::Tx& tx) -> std::expected<int, std::string> {
      ModelChain chain(tx);
      for (const auto& step : steps) {
        chain.take(step);
        if (!chain.disagreement().empty()) {
          break;
        }
      }
      chain.settle();
      return std::unexpected(chain.disagreement());
    });
    return result.error();
  }
};
INSTANTIATE_TEST_SUITE_P(, ChainPropertyTest, support::kBothEngines, support::engine_name);

TEST_P(ChainPropertyTest, MoneyIsWhatTheChainSaysAfterEverySettlement) {
  // A step costs PostgreSQL more, so its sequences are shorter.
  const int longest = GetParam() == db::Engine::postgres ? 30 : 80;
  const auto steps =
      rc::gen::resize(longest, rc::gen::container<std::vector<ChainStep>>(any_step()));
  EXPECT_TRUE(rc::check("the money agrees with the chain", [&] {
    const auto disagreement = disagreement_after(*steps);
    if (!disagreement.empty()) {
      RC_FAIL(disagreement);
    }
  }));
}

}  // namespace
}  // namespace shop
