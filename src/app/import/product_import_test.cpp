#include "app/import/product_import.h"

#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "db/open.h"
#include "shop/customers/customer.h"
#include "support/on_both_engines.h"
#include "support/temporary_directory.h"

namespace {

using app::ProductImport;

constexpr int kUnits = 25;

// A row for each unit.
std::string csv(int units = kUnits) {
  std::string text =
      "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
      "delivery_latitude,delivery_longitude,delivery_text,quantity\n";
  for (int unit = 0; unit < units; ++unit) {
    text += fmt::format("Gdynia,Port,Keys,Key,,{},,,,,KEY-{:02},1\n", unit + 1, unit);
  }
  return text;
}

struct Killed : std::runtime_error {
  Killed() : std::runtime_error("killed") {}
};

class ProductImportTest : public support::OnBothEngines {
 protected:
  auto import(
      std::istream& file, std::function<void()> rest,
      const ProductImport::OnMoved& on_moved = [](auto, auto) {}) {
    return ProductImport(database(), clock_, on_moved, {.units = 10, .rest = std::move(rest)})
        .run(file, kUnits, shop::Repeats::refused,
             shop::permit<shop::Act::import_products>(shop::Actor::cli()).value());
  }
  auto finish_stopped() {
    return ProductImport(database(), clock_, [](auto, auto) {}, {.units = 10, .rest = [] {}})
        .finish_stopped();
  }
  bool is_staged() const { return GetParam() == db::Engine::sqlite; }
  std::int64_t count(const std::string& table) {
    return read([&](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM " + table); });
  }

  base::ManualClock clock_{base::Timestamp(std::chrono::seconds(1'764'000'000))};
};
INSTANTIATE_TEST_SUITE_P(, ProductImportTest, support::kBothEngines, support::engine_name);

// Only SQLite has a single writer.
class StagedImportTest : public ProductImportTest {};
INSTANTIATE_TEST_SUITE_P(, StagedImportTest, testing::Values(db::Engine::sqlite),
                         support::engine_name);

// The other writer does not wait for locks.
TEST_P(ProductImportTest, LetsOthersWriteWhileItRests) {
  base::Logger logger;
  const auto impatient =
      db::open({.url = url(), .connections = 1, .busy_timeout_ms = 1}, logger).value();
  std::int64_t customers = 0;
  std::istringstream file(csv());
  const auto imported = import(file, [&] {
    base::SystemRandom random;
    impatient->transact_blocking([&](db::Tx& tx) {
      shop::register_customer(tx, {.id = ++customers, .first_name = "Ana"}, random, clock_.now());
      return true;
    });
  });
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->units, kUnits);
  EXPECT_EQ(imported->rows, kUnits);
  EXPECT_EQ(count("products"), kUnits);
  EXPECT_EQ(count("users"), customers);
  EXPECT_GE(customers, is_staged() ? 6 : 0);
  EXPECT_EQ(count("import_units"), 0);
}

TEST_P(ProductImportTest, ShowsNothingOfAnInvalidFile) {
  std::istringstream file(csv() + "x\n");
  std::int64_t max_count = 0;
  const auto refused = import(file, [&] { max_count = std::max(max_count, count("products")); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().line, kUnits + 2);
  EXPECT_EQ(max_count + count("products") + count("imports") + count("import_units"), 0);
}

TEST_P(ProductImportTest, BringsGoodsOnceWhenTwoImportThemAtOnce) {
  std::array<std::expected<shop::ImportSummary, shop::ImportErrors>, 2> imported;
  {
    std::vector<std::jthread> imports;
    for (auto& one : imported) {
      imports.emplace_back([&] {
        std::istringstream file(csv());
        one = import(file, [] {});
      });
    }
  }
  EXPECT_NE(imported[0].has_value(), imported[1].has_value());
  const auto& refused = imported[imported[0] ? 1 : 0];
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().size(), shop::kMaxImportErrors);
  EXPECT_EQ(refused.error().front().line, 2);
  EXPECT_TRUE(refused.error().front().problem ==
              decltype(shop::ImportError::problem)(shop::FieldProblem::already_had));
  EXPECT_EQ(count("products"), kUnits);
  EXPECT_EQ(count("goods"), kUnits);
  EXPECT_EQ(count("imports") + count("import_units"), 0);
}

TEST_P(ProductImportTest, DoesNotReadAgainWhatItBrought) {
  std::istringstream file(csv());
  ASSERT_TRUE(import(file, [] {}));
  EXPECT_EQ(read([](db::Tx& tx) {
              return tx.one<std::int64_t>("SELECT product_id FROM goods_read") -
                     tx.one<std::int64_t>("SELECT max(id) FROM products");
            }),
            0);
}

TEST_P(StagedImportTest, LeavesNothingWhenItIsInterruptedWhileStaging) {
  int rests = 0;
  std::istringstream file(csv());
  EXPECT_THROW(import(file,
                      [&] {
                        if (++rests == 3) {
                          throw Killed();
                        }
                      }),
               Killed);
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(count("import_units"), 20);
  EXPECT_TRUE(finish_stopped().empty());

  clock_.advance(shop::kImportSilence + std::chrono::seconds(1));
  EXPECT_TRUE(import(file, [] {}));
  EXPECT_EQ(count("products"), kUnits);
  EXPECT_EQ(count("imports") + count("import_units"), 0);
}

TEST_P(StagedImportTest, IsFinishedWhenItWasInterruptedAfterStaging) {
  std::istringstream file(csv());
  EXPECT_THROW(import(
                   file, [] {},
                   [](std::int64_t units, std::int64_t) {
                     if (units == 20) {
                       throw Killed();
                     }
                   }),
               Killed);
  EXPECT_EQ(count("products"), 20);
  const auto finished = finish_stopped();
  ASSERT_EQ(finished.size(), 1U);
  EXPECT_EQ(finished[0].units, kUnits);
  EXPECT_EQ(finished[0].checksum, app::checksum_of(file));
  EXPECT_EQ(count("products"), kUnits);
  EXPECT_EQ(read([](db::Tx& tx) {
              return tx.one<std::int64_t>("SELECT count(DISTINCT delivery_text) FROM products");
            }),
            kUnits);
  EXPECT_EQ(count("audit_log"), 1);
  EXPECT_TRUE(finish_stopped().empty());
}

// Overwrites a part that was read already; each version of the file is valid.
TEST_P(StagedImportTest, RefusesAFileThatChangesMeanwhile) {
  const support::TemporaryDirectory directory;
  const auto path = directory.path() / "goods.csv";
  std::ofstream(path, std::ios::binary) << csv();
  std::ifstream file(path, std::ios::binary);
  int rests = 0;
  const auto refused = import(file, [&] {
    if (++rests == 2) {
      std::fstream again(path, std::ios::in | std::ios::out | std::ios::binary);
      again.seekp(static_cast<std::streamoff>(csv(0).size()));
      again << "Gdansk";
    }
  });
  ASSERT_FALSE(refused);
  EXPECT_TRUE(std::get<shop::ImportProblem>(refused.error().front().problem) ==
              shop::ImportProblem::file_changed);
  EXPECT_EQ(count("products") + count("imports") + count("import_units"), 0);
}

}  // namespace
