// `kram import products` beside a shop that sells, with bad files and with large ones.
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "cli/kram.h"
#include "cli/sales.h"
#include "db/open.h"
#include "support/on_both_engines.h"

namespace {

using cli::is_one_line;
using cli::Kram;

class Import : public support::OnBothEngines {
 protected:
  cli::Environment environment() { return {{"DATABASE_URL", url()}}; }
  support::ProgramEnd import(const std::string& file, cli::Words more = {}) {
    cli::Words words{"import", "products", file};
    words.insert(words.end(), more.begin(), more.end());
    return kram_.run(std::move(words), environment());
  }
  support::ProgramEnd import_text(const std::string& text) {
    kram_.write("goods.csv", text);
    return import("goods.csv");
  }

  Kram kram_;
};

INSTANTIATE_TEST_SUITE_P(, Import, support::kBothEngines, support::engine_name);

const std::string kHeader = cli::csv_of(0);

TEST_P(Import, MakesAUnitForEachOfARowsQuantity) {
  const auto end = import_text("\xEF\xBB\xBF" + kHeader +
                               "Kraków,Kazimierz,Vouchers,\"Tea, green\",\"Two\r\nlines\",10.50,15,"
                               ",50.06,19.94,CODE,3\r\n\r\n"
                               "Gdynia,Port,Keys,Key,,5,,,,,CODE-2,\r\n");
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_EQ(end.out, "");
  EXPECT_EQ(end.err, "Imported units: 4, from rows: 2.\n");
  EXPECT_EQ(cli::count_units(database()), 4);
  EXPECT_EQ(kram_.run({"audit"}, environment()).exit_code, 0);
}

TEST_P(Import, RefusesAnotherCurrencyOnceThereAreProducts) {
  ASSERT_EQ(import_text(kHeader + "Gdynia,Port,Keys,Key,,5,,,,,CODE,\r\n").exit_code, 0);
  auto changed = environment();
  changed["CURRENCY"] = "EUR";
  for (const auto& words : {cli::Words{"import", "products", "goods.csv"}, cli::Words{"audit"},
                            cli::Words{"export", "ledger"}}) {
    const auto end = kram_.run(words, changed);
    EXPECT_EQ(end.exit_code, 2) << words[0];
    EXPECT_TRUE(is_one_line(end.err)) << end.err;
    EXPECT_TRUE(end.err.contains("Set CURRENCY=PLN")) << end.err;
  }
  EXPECT_TRUE(kram_.run({"doctor"}, changed).out.contains("✗ currency: CURRENCY is EUR"));
  EXPECT_EQ(kram_.run({"audit"}, environment()).exit_code, 0);
}

TEST_P(Import, AnEmptyShopMayTakeAnotherCurrency) {
  ASSERT_EQ(kram_.run({"audit"}, environment()).exit_code, 0);
  auto changed = environment();
  changed["CURRENCY"] = "EUR";
  EXPECT_EQ(kram_.run({"audit"}, changed).exit_code, 0);
  EXPECT_EQ(kram_.run({"audit"}, environment()).exit_code, 0);
}

TEST_P(Import, NamesLineAndColumnAndImportsNothing) {
  const auto end = import_text(kHeader +
                               "Gdynia,Port,Keys,Key,,5,,,,,SECRET-1,2\n"
                               "Gdynia,Port,Keys,Key,,5.001,101,,91,,SECRET-2,none\n"
                               ",Port,Keys,Key,,5,,,,,SECRET-3,\n");
  EXPECT_EQ(end.exit_code, 1);
  for (const auto* place :
       {"goods.csv: line 3, column base_price: ", "line 3, column discount_percent: ",
        "line 3, column delivery_latitude: ", "line 3, column quantity: ", "line 4, column city: ",
        "nothing was imported"}) {
    EXPECT_TRUE(end.err.contains(place)) << place << " is missing from " << end.err;
  }
  EXPECT_FALSE(end.err.contains("SECRET")) << end.err;
  EXPECT_EQ(cli::count_units(database()), 0);
}

TEST_P(Import, RefusesFilesThatAreNone) {
  for (const auto& text :
       {std::string(), std::string("\0\0\0\0", 4), std::string(100'000, '"'),
        std::string(100'000, ','), std::string("city\n"), kHeader + "a,b\n",
        kHeader + "\"Gdynia,Port\n", kHeader + "Gdynia,Port,Keys,Key,,5,,,,,\xFF\xFE,\n",
        kHeader + kHeader, kHeader + "Gdynia,Port,Keys,Key,,5,,,,,CODE,100001\n",
        kHeader + "Gdynia,Port,Keys,Key,,5,,,,,CODE,0\n"}) {
    const auto end = import_text(text);
    EXPECT_EQ(end.exit_code, 1) << text.substr(0, 200);
    EXPECT_TRUE(end.err.contains("line ")) << end.err;
    EXPECT_LE(end.err.size(), 10'000U);
  }
  EXPECT_EQ(cli::count_units(database()), 0);
}

TEST_P(Import, BringsGoodsOnce) {
  EXPECT_EQ(import_text(cli::csv_of(3)).exit_code, 0);
  for (const auto& more : {cli::Words{}, cli::Words{"--dry-run"}}) {
    const auto again = import("goods.csv", more);
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_TRUE(again.err.contains("goods.csv: line 2, column delivery_text: The shop has"))
        << again.err;
    EXPECT_TRUE(again.err.contains("line 4, column delivery_text: ")) << again.err;
    EXPECT_TRUE(again.err.contains("--allow-repeated")) << again.err;
  }
  EXPECT_EQ(cli::count_units(database()), 3);
  EXPECT_EQ(import("goods.csv", {"--allow-repeated"}).exit_code, 0);
  EXPECT_EQ(cli::count_units(database()), 6);
}

TEST_P(Import, OnlyChecksInADryRun) {
  kram_.write("goods.csv", cli::csv_of(20));
  const auto end = import("goods.csv", {"--dry-run"});
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_TRUE(is_one_line(end.err)) << end.err;
  EXPECT_TRUE(end.err.contains("Units: 20, rows: 20.")) << end.err;
  EXPECT_EQ(cli::count_units(database()), 0);
  kram_.write("bad.csv", cli::csv_of(20) + "x\n");
  EXPECT_EQ(import("bad.csv", {"--dry-run"}).exit_code, 1);
  const auto no_database = kram_.run({"import", "products", "goods.csv", "--dry-run"},
                                     {{"DATABASE_URL", "sqlite:/nowhere/kram.db"}});
  EXPECT_EQ(no_database.exit_code, 0) << "a dry run needs none";
}

TEST_P(Import, GoesOnBesideSales) {
  constexpr int kUnits = 20'000;
  cli::open_shop(database(), 2'000);
  kram_.write("goods.csv", cli::csv_of(kUnits));
  support::Program import(kram_.start({"import", "products", "goods.csv"}, environment()));
  int sold = 0;
  while (!import.has_ended() && sold < 2'000) {
    cli::sell(database(), 1);
    ++sold;
  }
  const auto end = import.wait();
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_GE(sold, 1);
  EXPECT_EQ(cli::count_units(database()), 2'000 + kUnits);
  EXPECT_EQ(cli::count_orders(database()), sold);
  const auto audit = kram_.run({"audit"}, environment());
  EXPECT_EQ(audit.exit_code, 0) << audit.out;
}

// True while the import's transaction holds its lock.
bool is_writing(db::Database& database, db::Database& impatient) {
  if (database.engine() == db::Engine::postgres) {
    return database.read_blocking([](db::Tx& tx) {
      return tx.one<bool>(
          "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'products'::regclass AND mode = "
          "'RowExclusiveLock' AND database = (SELECT oid FROM pg_database "
          "WHERE datname = current_database())");
    });
  }
  try {
    impatient.transact_blocking([](db::Tx& tx) { return tx.execute("DELETE FROM dialogs"); });
    return false;
  } catch (const db::Failure&) {
    return true;
  }
}

TEST_P(Import, ThatIsKilledLeavesNothing) {
  base::Logger logger;
  const auto impatient =
      db::open({.url = url(), .connections = 1, .busy_timeout_ms = 1}, logger).value();
  kram_.write("goods.csv", cli::csv_of(50'000));
  support::Program import(kram_.start({"import", "products", "goods.csv"}, environment()));
  while (!import.has_ended() && !is_writing(database(), *impatient)) {
  }
  import.signal(SIGKILL);
  EXPECT_EQ(import.wait().exit_code, 128 + SIGKILL);
  EXPECT_EQ(cli::count_units(database()), 0);
  EXPECT_EQ(import_text(cli::csv_of(1)).exit_code, 0);
  EXPECT_EQ(cli::count_units(database()), 1);
}

// ThreadSanitizer needs four more bytes for each byte of memory.
#if __has_feature(thread_sanitizer)
constexpr int kMaxMemoryKb = 1'000'000;
#else
constexpr int kMaxMemoryKb = 250'000;
#endif

// Over 100 MB in rows of 4 kB; held in memory as units it would be well over the limit.
constexpr int kLargeRows = 26'000;

void write_large(const std::filesystem::path& path, std::string_view last_line) {
  std::ofstream file(path, std::ios::binary);
  file << kHeader;
  for (int row = 0; row < kLargeRows; ++row) {
    file << fmt::format("Gdynia,Port,Keys,Key {},,10,,,,,{:0>3950},\n", row % 50, row);
  }
  ASSERT_GE(file.tellp(), 100'000'000);
  file << last_line;
}

TEST_P(Import, TakesALargeFileWithBoundedMemory) {
  write_large(kram_.path("large.csv"), "");
  const auto end = import("large.csv");
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_EQ(cli::count_units(database()), kLargeRows);
  EXPECT_LE(end.peak_memory_kb, kMaxMemoryKb);
}

TEST_P(Import, RefusesALargeFileForItsLastRow) {
  write_large(kram_.path("large.csv"), "Gdynia,Port,Keys,Key,,free,,,,,CODE,\n");
  const auto end = import("large.csv");
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(
      end.err.contains(fmt::format("large.csv: line {}, column base_price: ", kLargeRows + 2)))
      << end.err;
  EXPECT_TRUE(end.err.contains("nothing was imported")) << end.err;
  EXPECT_EQ(cli::count_units(database()), 0);
  EXPECT_LE(end.peak_memory_kb, kMaxMemoryKb);
}

}  // namespace
