// Random sequences of what customers and owners do: after each step money and stock equal those of
// a model and the audit finds nothing.
#include <rapidcheck.h>

#include "shop/testing/model_shop.h"
#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

// Most steps lead to a purchase, the case that matters most.
rc::Gen<Step::Kind> any_kind() {
  using Kind = Step::Kind;
  return rc::gen::weightedElement<Kind>({{5, Kind::adjust},
                                         {8, Kind::reserve},
                                         {2, Kind::release},
                                         {8, Kind::purchase},
                                         {2, Kind::discount},
                                         {1, Kind::import},
                                         {1, Kind::ban},
                                         {3, Kind::wait},
                                         {1, Kind::clean_up}});
}

rc::Gen<Step> any_step() {
  return rc::gen::build<Step>(rc::gen::set(&Step::kind, any_kind()),
                              rc::gen::set(&Step::user, rc::gen::inRange(0, 3)),
                              rc::gen::set(&Step::unit, rc::gen::inRange(0, 15)),
                              rc::gen::set(&Step::amount, rc::gen::inRange(-50'00, 200'00)),
                              rc::gen::set(&Step::percent, rc::gen::inRange(0, 101)));
}

class LedgerPropertyTest : public ShopTest {
 protected:
  // In one transaction, which is rolled back: a refusal must have changed nothing by itself.
  std::string disagreement_after(const std::vector<Step>& steps) {
    const auto result = transact([&](db::Tx& tx) -> std::expected<int, std::string> {
      ModelShop shop(tx);
      for (const auto& step : steps) {
        shop.take(step);
        shop.compare();
        if (!shop.disagreement().empty()) {
          break;
        }
      }
      return std::unexpected(shop.disagreement());
    });
    return result.error();
  }
};
INSTANTIATE_TEST_SUITE_P(, LedgerPropertyTest, support::kBothEngines, support::engine_name);

TEST_P(LedgerPropertyTest, MoneyAndStockAreThoseOfTheModelAfterEveryStep) {
  // A step costs PostgreSQL more, so its sequences are shorter.
  const int longest = GetParam() == db::Engine::postgres ? 30 : 100;
  const auto steps = rc::gen::resize(longest, rc::gen::container<std::vector<Step>>(any_step()));
  EXPECT_TRUE(rc::check("the shop agrees with its model", [&] {
    const auto disagreement = disagreement_after(*steps);
    if (!disagreement.empty()) {
      RC_FAIL(disagreement);
    }
  }));
}

}  // namespace
}  // namespace shop
