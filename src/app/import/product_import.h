// Imports a file while the shop sells (docs/decisions/0010-a-large-import-is-staged.md).
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/database.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/import/staging.h"

namespace app {

struct ImportPace {
  std::int64_t units = 10'000;  // in one transaction
  // Called between two transactions to let others write: a process that waits for SQLite's lock
  // polls it every 100 ms and might never find it free.
  std::function<void()> rest = {};  // null: waits a little longer than that interval
};

// Who watches an import. What these throw ends it.
struct ImportWatch {
  // Called while an import in one transaction reads its file.
  std::function<void(const shop::ImportSummary&)> on_read = [](const shop::ImportSummary&) {};
  // Called in the transaction that makes the import count. `staged_id`: its units become products
  // after that transaction; without one, in it.
  std::function<void(db::Tx&, const shop::ImportSummary&, std::optional<std::int64_t> staged_id)>
      on_counted = [](db::Tx&, const shop::ImportSummary&, std::optional<std::int64_t>) {};
};

class ProductImport {
 public:
  // Called with how many units of a staged import are products already.
  using OnMoved = std::function<void(std::int64_t units, std::int64_t of)>;

  ProductImport(db::Database& database, const base::Clock& clock, OnMoved on_moved,
                ImportPace pace = {}, ImportWatch watch = {});

  // Finishes and returns the interrupted imports whose files were staged completely.
  std::vector<shop::StagedImport> finish_stopped();

  // Finishes one whose file was staged completely.
  void finish(const shop::StagedImport& import) { move(import); }

  // Imports the whole file or nothing: in one transaction on PostgreSQL and when it is small, else
  // staged. `units` is how many it holds. Throws db::Failure; `finish_stopped` finishes an import
  // that was staged completely by then. REQUIRES: `file` can seek.
  std::expected<shop::ImportSummary, shop::ImportErrors> run(
      std::istream& file, std::int64_t units, shop::Repeats repeats,
      const shop::Permit<shop::Act::import_products>& permit);

 private:
  std::expected<shop::ImportSummary, shop::ImportErrors> run_whole(
      std::istream& file, std::int64_t units, shop::Repeats repeats,
      const shop::Permit<shop::Act::import_products>& permit);
  std::expected<shop::ImportSummary, shop::ImportErrors> run_staged(
      std::istream& file, shop::Repeats repeats,
      const shop::Permit<shop::Act::import_products>& permit);
  std::expected<shop::ImportSummary, shop::ImportErrors> stage(const shop::StagedImport& import,
                                                               std::istream& file);
  std::expected<void, shop::ImportErrors> complete(
      const shop::StagedImport& import, const shop::ImportSummary& summary, shop::Repeats repeats,
      const shop::Permit<shop::Act::import_products>& permit);
  void move(const shop::StagedImport& import);
  void remove_given_up();

  db::Database& database_;
  const base::Clock& clock_;
  OnMoved on_moved_;
  ImportPace pace_;
  ImportWatch watch_;
};

// Notes the goods of all units that came without (shop::note_unread_units), in short transactions.
void note_unread_units(db::Database& database);

// SHA-256 of the file from its beginning, by which a staged import is recognised.
std::string checksum_of(std::istream& file);

}  // namespace app
