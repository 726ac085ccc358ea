// The running shop finishes a large import that was stopped.
#include <vector>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/stock/import/staging.h"

namespace e2e {
namespace {

constexpr int kUnits = 12'000;

class StoppedImport : public EndToEnd {
 protected:
  // Leaves the state of an import that was stopped after it had read `units` units.
  std::int64_t stage(int units) {
    const std::vector<shop::NewProduct> goods(static_cast<std::size_t>(units),
                                              {.city = "Gdynia",
                                               .district = "Port",
                                               .category = "Keys",
                                               .name = "Key",
                                               .base_price = base::Money::units(7),
                                               .delivery_text = "K"});
    return transact([&](db::Tx& tx) {
      const auto id = shop::begin_import(tx, "checksum", clock.now());
      shop::stage_units(tx, id, 0, {.units = goods, .goods = {}}, clock.now());
      return id;
    });
  }
  void complete(std::int64_t import_id) {
    transact([&](db::Tx& tx) {
      return shop::complete_staging(
          tx, import_id, {.rows = kUnits, .units = kUnits}, shop::Repeats::allowed,
          shop::permit<shop::Act::import_products>(shop::Actor::cli()).value(), clock.now());
    });
  }
  std::int64_t staged_units() { return number("SELECT count(*) FROM import_units"); }
  std::int64_t products() { return number("SELECT count(*) FROM products"); }
};
INSTANTIATE_TEST_SUITE_P(, StoppedImport, support::kBothEngines, support::engine_name);

TEST_P(StoppedImport, IsFinishedOrThrownAway) {
  complete(stage(kUnits));
  stage(1'000);
  open({}, {.period = std::chrono::milliseconds(20)});
  clock.advance(shop::kImportSilence + std::chrono::seconds(1));
  EXPECT_TRUE(support::eventually([&] { return staged_units() == 0; }));
  EXPECT_EQ(products(), kUnits);
  EXPECT_TRUE(support::eventually(
      [&] { return log().contains("Finished an import that had been stopped: 12000 units"); }));
  EXPECT_EQ(number("SELECT count(*) FROM imports"), 0);
}

}  // namespace
}  // namespace e2e
