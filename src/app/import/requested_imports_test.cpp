#include "app/import/requested_imports.h"

#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/stock/import/staging.h"
#include "support/on_both_engines.h"
#include "support/temporary_directory.h"

namespace {

using app::RequestedImports;
using shop::ImportState;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kColumns =
    "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
    "delivery_latitude,delivery_longitude,delivery_text,quantity\n";

std::string csv_of(int count, std::string_view code = "CODE") {
  std::string text(kColumns);
  for (int row = 0; row < count; ++row) {
    text += fmt::format("Gdynia,Port,Keys,Key,,10,,,,,{}-{:03},1\n", code, row);
  }
  return text;
}

class RequestedImportsTest : public support::OnBothEngines {
 protected:
  // As the API leaves it.
  std::int64_t request(const std::string& csv, bool dry_run = false, bool allow_repeated = false,
                       const shop::Actor& actor = shop::Actor::web("owner")) {
    const auto path = directory_.path() / fmt::format("body-{}", ++files_made_);
    std::ofstream(path, std::ios::binary) << csv;
    const auto permit = shop::permit<shop::Act::import_products>(actor).value();
    return transact([&](db::Tx& tx) {
             return shop::request_import(tx,
                                         {.host = "here",
                                          .file = path.string(),
                                          .bytes = static_cast<std::int64_t>(csv.size()),
                                          .dry_run = dry_run,
                                          .allow_repeated = allow_repeated},
                                         permit, clock_.now())
                 .value();
           })
        .id;
  }
  std::unique_ptr<RequestedImports> process(
      std::function<void()> rest = [] {}, const std::string& host = "here") {
    return std::make_unique<RequestedImports>(
        database(), clock_, logger_,
        RequestedImports::Place{.host = host, .directory = directory_.path()},
        app::ImportPace{.units = 10, .rest = std::move(rest)});
  }
  void work() { EXPECT_FALSE(process()->work()); }

  shop::RequestedImport import(std::int64_t id) {
    return read([&](db::Tx& tx) { return shop::find_requested_import(tx, id).value(); });
  }
  std::vector<std::string> errors(std::int64_t id) {
    std::vector<std::string> texts;
    for (const auto& error : read([&](db::Tx& tx) { return shop::kept_import_errors(tx, id); })) {
      texts.push_back(
          fmt::format("{} {} {} {}", error.line, error.column_name, error.code, error.detail));
    }
    return texts;
  }
  std::int64_t count(const std::string& table) {
    return read([&](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM " + table); });
  }
  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(directory_.path()),
                         std::filesystem::directory_iterator());
  }
  bool is_staged() const { return GetParam() == db::Engine::sqlite; }

  base::ManualClock clock_{base::Timestamp(std::chrono::seconds(1'764'000'000))};
  base::Logger logger_;
  support::TemporaryDirectory directory_;
  int files_made_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, RequestedImportsTest, support::kBothEngines, support::engine_name);

TEST_P(RequestedImportsTest, ImportsSmallAndLargeFilesInTheOrderInWhichTheyCame) {
  const auto small = request(csv_of(3, "A"));
  const auto large = request(csv_of(35, "B"));
  EXPECT_EQ(import(large).state, ImportState::received);
  work();
  for (const auto& [id, units] : {std::pair(small, 3), std::pair(large, 35)}) {
    EXPECT_EQ(import(id).state, ImportState::done);
    EXPECT_EQ(import(id).rows_read, units);
    EXPECT_EQ(import(id).units, units);
    EXPECT_EQ(import(id).units_added, units);
    EXPECT_TRUE(import(id).finished_at);
  }
  EXPECT_EQ(count("products"), 38);
  EXPECT_EQ(files(), 0);
  EXPECT_EQ(read([](db::Tx& tx) {
              return tx.all<std::string>(
                  "SELECT actor FROM audit_log WHERE action = 'import_products' ORDER BY id");
            }),
            (std::vector<std::string>{"web:owner", "web:owner"}));
}

TEST_P(RequestedImportsTest, SaysLineByLineWhatIsWrong) {
  auto csv = csv_of(2);
  csv += "Gdynia,Port,Keys,Key,,ten,,,,,X-1,1\nGdynia,Port,Keys,Key,,10,,,,,CODE-001,1\n";
  const auto id = request(csv);
  work();
  EXPECT_EQ(import(id).state, ImportState::refused);
  EXPECT_THAT(errors(id), ElementsAre(HasSubstr("4 base_price not_an_amount An amount"),
                                      HasSubstr("5 delivery_text repeated_goods Line 3")));
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(files(), 0);
}

TEST_P(RequestedImportsTest, RefusesFilesWithoutRowsToRead) {
  const auto headless = request("Gdynia,Port,Keys,Key,,10,,,,,X-1,1\n");
  const auto unknown = request("colour," + csv_of(1));
  const auto blank = request("\n\n");
  const auto binary = request(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
  work();
  for (const auto id : {headless, unknown, blank, binary}) {
    EXPECT_EQ(import(id).state, ImportState::refused);
    EXPECT_FALSE(errors(id).empty());
  }
  EXPECT_THAT(errors(unknown), testing::Contains(HasSubstr("1 colour unknown_column")));
  EXPECT_THAT(errors(blank), ElementsAre(HasSubstr("empty_file")));
}

TEST_P(RequestedImportsTest, KeepsAThousandErrors) {
  std::string csv(kColumns);
  for (int row = 0; row < 1'200; ++row) {
    csv += "Gdynia,Port,Keys,Key,,ten,,,,,X,1\n";
  }
  const auto id = request(csv);
  work();
  EXPECT_EQ(errors(id).size(), shop::kMaxKeptErrors);
}

TEST_P(RequestedImportsTest, ADryRunAddsNothing) {
  const auto id = request(csv_of(35), /*dry_run=*/true);
  work();
  EXPECT_EQ(import(id).state, ImportState::done);
  EXPECT_EQ(import(id).units, 35);
  EXPECT_EQ(import(id).units_added, 0);
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(files(), 0);
}

TEST_P(RequestedImportsTest, BringsGoodsAgainOnlyWhenThatIsMeant) {
  request(csv_of(3));
  const auto again = request(csv_of(3));
  const auto tried = request(csv_of(3), /*dry_run=*/true);
  const auto meant = request(csv_of(3), /*dry_run=*/false, /*allow_repeated=*/true);
  work();
  EXPECT_EQ(import(again).state, ImportState::refused);
  EXPECT_EQ(import(tried).state, ImportState::refused);
  EXPECT_EQ(errors(again).size(), 3U);
  EXPECT_THAT(errors(again).front(), HasSubstr("already_had"));
  EXPECT_THAT(errors(again).front(), HasSubstr("`allow_repeated=true` brings them again"));
  EXPECT_EQ(import(meant).state, ImportState::done);
  EXPECT_EQ(count("products"), 6);
}

// On PostgreSQL there is no pause to be killed in.
TEST_P(RequestedImportsTest, GoesOnAfterItWasKilledWithoutAddingAUnitTwice) {
  for (int rests = 0; rests < 12; ++rests) {
    const auto code = fmt::format("K{}", rests);
    const auto id = request(csv_of(35, code));
    int left = rests;
    auto killed = process([&left] {
      if (left-- == 0) {
        throw db::Failure(db::FailureKind::unavailable, "killed");
      }
    });
    try {
      killed->work();
    } catch (const db::Failure&) {
      EXPECT_NE(import(id).state, ImportState::done);
    }
    clock_.advance(shop::kImportSilence + std::chrono::seconds(1));
    work();
    EXPECT_EQ(import(id).state, ImportState::done) << rests;
    EXPECT_EQ(import(id).units_added, 35);
    EXPECT_EQ(count(fmt::format("products WHERE delivery_text LIKE '{}-%'", code)), 35) << rests;
  }
  EXPECT_EQ(count("imports") + count("import_units"), 0);
  EXPECT_EQ(count("audit_log"), 12);
  EXPECT_EQ(files(), 0);
}

TEST_P(RequestedImportsTest, StopsAndIsGoneOnWith) {
  const auto id = request(csv_of(35));
  auto stopped = process();
  stopped->stop();
  EXPECT_TRUE(stopped->work());
  EXPECT_EQ(import(id).state, ImportState::received);
  EXPECT_EQ(files(), 1);
  work();
  EXPECT_EQ(import(id).state, ImportState::done);
}

TEST_P(RequestedImportsTest, FailsWhenItsFileIsGoneOrCutShort) {
  const auto gone = request(csv_of(3, "A"));
  const auto cut = request(csv_of(3, "B"));
  std::filesystem::remove(directory_.path() / "body-1");
  std::filesystem::resize_file(directory_.path() / "body-2", kColumns.size() + 40);
  work();
  for (const auto id : {gone, cut}) {
    EXPECT_EQ(import(id).state, ImportState::failed);
    EXPECT_EQ(import(id).failure, shop::ImportFailure::file_lost);
  }
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(files(), 0);
}

TEST_P(RequestedImportsTest, LeavesTheFilesOfAnotherMachineToIt) {
  const auto id = request(csv_of(3));
  std::filesystem::rename(directory_.path() / "body-1", directory_.path() / ".." / "elsewhere");
  EXPECT_FALSE(process([] {}, "there")->work());
  EXPECT_EQ(import(id).state, ImportState::received);
  clock_.advance(shop::kHostSilence + std::chrono::seconds(1));
  EXPECT_FALSE(process([] {}, "there")->work());
  EXPECT_EQ(import(id).state, ImportState::failed);
  std::filesystem::remove(directory_.path() / ".." / "elsewhere");
}

TEST_P(RequestedImportsTest, RemovesFilesThatNobodyWaitsFor) {
  std::ofstream(directory_.path() / "body-left") << "x";
  std::ofstream(directory_.path() / "body-held") << "x";
  const auto held = net::FileLock::take(directory_.path() / "body-held");
  const auto waiting = request(csv_of(3));
  const auto lock = net::FileLock::take(directory_.path() / "body-1");
  EXPECT_TRUE(process()->work()) << "the request that brought it is not over";
  EXPECT_FALSE(std::filesystem::exists(directory_.path() / "body-left"));
  EXPECT_TRUE(std::filesystem::exists(directory_.path() / "body-held"));
  EXPECT_EQ(import(waiting).state, ImportState::received);
  EXPECT_TRUE(std::filesystem::exists(directory_.path() / "body-1"));
}

TEST_P(RequestedImportsTest, TwoProcessesDoEachOfThemOnce) {
  std::vector<std::int64_t> ids;
  for (int number = 0; number < 4; ++number) {
    ids.push_back(request(csv_of(25, fmt::format("P{}", number))));
  }
  {
    std::vector<std::jthread> threads;
    for (int number = 0; number < 2; ++number) {
      threads.emplace_back([this] {
        const auto mine = process();
        while (mine->work()) {
        }
      });
    }
  }
  for (const auto id : ids) {
    EXPECT_EQ(import(id).state, ImportState::done);
  }
  EXPECT_EQ(count("products"), 100);
  EXPECT_EQ(count("audit_log"), 4);
  EXPECT_EQ(files(), 0);
}

// The permit is that of the moment when it was accepted.
TEST_P(RequestedImportsTest, IsDoneForAKeyThatWasRevokedMeanwhile) {
  const auto id = request(csv_of(1), false, false, shop::Actor::key(shop::Role::manager, 77));
  work();
  EXPECT_EQ(import(id).state, ImportState::done);
  EXPECT_EQ(import(id).requested_as, "manager_key:77");
}

TEST_P(RequestedImportsTest, TakesNoMoreThanMayWait) {
  const auto permit = shop::permit<shop::Act::import_products>(shop::Actor::cli()).value();
  const auto ask = [&] {
    return transact([&](db::Tx& tx) {
      return shop::request_import(tx, {.host = "here", .file = "/none", .bytes = 1}, permit,
                                  clock_.now())
          .has_value();
    });
  };
  for (int number = 0; number < shop::kMaxWaitingImports; ++number) {
    EXPECT_TRUE(ask());
  }
  EXPECT_FALSE(ask());
  work();
  EXPECT_TRUE(ask());
}

}  // namespace
