#include "app/import/product_import.h"

#include <chrono>
#include <thread>
#include <utility>

#include "net/core/digest.h"
#include "shop/stock/goods.h"
#include "shop/stock/import/units.h"

namespace app {
namespace {

using Imported = std::expected<shop::ImportSummary, shop::ImportErrors>;

constexpr std::chrono::milliseconds kRest{110};
constexpr std::int64_t kUnreadAtOnce = 10'000;

Imported refusal(shop::ImportProblem problem) {
  return std::unexpected(shop::ImportErrors{{1, "", problem}});
}

}  // namespace

ProductImport::ProductImport(db::Database& database, const base::Clock& clock, OnMoved on_moved,
                             ImportPace pace, ImportWatch watch)
    : database_(database),
      clock_(clock),
      on_moved_(std::move(on_moved)),
      pace_(std::move(pace)),
      watch_(std::move(watch)) {
  if (!pace_.rest) {
    pace_.rest = [] { std::this_thread::sleep_for(kRest); };
  }
}

std::vector<shop::StagedImport> ProductImport::finish_stopped() {
  auto stopped = database_.read_blocking([](db::Tx& tx) { return shop::whole_imports(tx); });
  for (const auto& import : stopped) {
    move(import);
  }
  return stopped;
}

Imported ProductImport::run(std::istream& file, std::int64_t units, shop::Repeats repeats,
                            const shop::Permit<shop::Act::import_products>& permit) {
  note_unread_units(database_);
  const auto newest = database_.read_blocking([](db::Tx& tx) { return shop::newest_unit(tx); });
  const auto imported = run_whole(file, units, repeats, permit);
  if (imported) {
    database_.transact_blocking([&](db::Tx& tx) {
      shop::skip_units(tx, newest, imported->units);
      return true;
    });
  }
  return imported;
}

Imported ProductImport::run_whole(std::istream& file, std::int64_t units, shop::Repeats repeats,
                                  const shop::Permit<shop::Act::import_products>& permit) {
  if (database_.engine() == db::Engine::sqlite && units > pace_.units) {
    return run_staged(file, repeats, permit);
  }
  return database_.transact_blocking([&](db::Tx& tx) {
    auto imported =
        shop::import_products(tx, file, repeats, permit, clock_.now(), {.on_read = watch_.on_read});
    if (imported) {
      watch_.on_counted(tx, *imported, std::nullopt);
    }
    return imported;
  });
}

Imported ProductImport::run_staged(std::istream& file, shop::Repeats repeats,
                                   const shop::Permit<shop::Act::import_products>& permit) {
  remove_given_up();
  shop::StagedImport import{.checksum = checksum_of(file)};
  import.id = database_.transact_blocking(
      [&](db::Tx& tx) { return shop::begin_import(tx, import.checksum, clock_.now()); });
  auto staged = stage(import, file);
  if (staged) {
    if (auto completed = complete(import, *staged, repeats, permit); !completed) {
      staged = std::unexpected(std::move(completed.error()));
    }
  }
  if (!staged) {
    database_.transact_blocking([&](db::Tx& tx) { return shop::give_up_import(tx, import.id); });
    remove_given_up();
    return staged;
  }
  import.units = staged->units;
  move(import);
  return staged;
}

Imported ProductImport::stage(const shop::StagedImport& import, std::istream& file) {
  shop::ProductUnits units(file);
  for (std::int64_t first = 0;;) {
    const auto batch = units.next(static_cast<std::size_t>(pace_.units));
    if (!batch) {
      return std::unexpected(batch.error());
    }
    if (batch->units.empty()) {
      break;
    }
    pace_.rest();
    const bool goes_on = database_.transact_blocking(
        [&](db::Tx& tx) { return shop::stage_units(tx, import.id, first, *batch, clock_.now()); });
    if (!goes_on) {
      break;
    }
    first += static_cast<std::int64_t>(batch->units.size());
  }
  return checksum_of(file) == import.checksum ? Imported(units.summary())
                                              : refusal(shop::ImportProblem::file_changed);
}

std::expected<void, shop::ImportErrors> ProductImport::complete(
    const shop::StagedImport& import, const shop::ImportSummary& summary, shop::Repeats repeats,
    const shop::Permit<shop::Act::import_products>& permit) {
  return database_.transact_blocking([&](db::Tx& tx) {
    auto completed = shop::complete_staging(tx, import.id, summary, repeats, permit, clock_.now());
    if (completed) {
      watch_.on_counted(tx, summary, import.id);
    }
    return completed;
  });
}

void ProductImport::move(const shop::StagedImport& import) {
  for (std::int64_t left = 1; left > 0;) {
    pace_.rest();
    left = database_.transact_blocking(
        [&](db::Tx& tx) { return shop::move_units(tx, import.id, pace_.units, clock_.now()); });
    on_moved_(import.units - left, import.units);
  }
}

void ProductImport::remove_given_up() {
  while (database_.transact_blocking(
      [&](db::Tx& tx) { return shop::remove_given_up(tx, pace_.units, clock_.now()); })) {
    pace_.rest();
  }
}

void note_unread_units(db::Database& database) {
  while (database.transact_blocking(
      [](db::Tx& tx) { return shop::note_unread_units(tx, kUnreadAtOnce); })) {
  }
}

std::string checksum_of(std::istream& file) { return net::sha256_hex(shop::rewound(file)); }

}  // namespace app
