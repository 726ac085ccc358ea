// Does the imports that the REST API was asked for (docs/decisions/0019-imports-over-the-api.md).
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "app/import/product_import.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/core/database.h"
#include "net/core/file_lock.h"
#include "shop/stock/import/import_request.h"

namespace app {

// Blocks, so it has a thread of its own; `stop` and `progress` may be called from any thread.
class RequestedImports {
 public:
  struct Place {
    std::string host;  // this machine
    std::filesystem::path directory;
  };

  RequestedImports(db::Database& database, const base::Clock& clock, base::Logger& logger,
                   Place place, ImportPace pace = {});

  // Does those that wait and whose files are here, one after another, the oldest first. Removes
  // files of this directory that nobody uses or waits for. Returns whether some of them are held by
  // others at the moment. Throws db::Failure; the next call goes on.
  bool work();

  // Ends `work` soon: what is under way is gone on with by the next one.
  void stop() { is_stopped_ = true; }

  // Of the import under way.
  std::optional<shop::ImportProgress> progress() const;

 private:
  bool try_to_do(const shop::ImportTask& task);
  void note_missing(const shop::ImportTask& task);
  void run(const shop::ImportTask& task);
  void import(const shop::ImportTask& task, std::istream& file);
  void add(const shop::ImportTask& task, std::istream& file, std::int64_t units);
  void finish_staged(const shop::ImportTask& task);
  std::expected<shop::ImportSummary, shop::ImportErrors> check(const shop::ImportTask& task,
                                                               std::istream& file);
  void refuse(const shop::ImportTask& task, const shop::ImportErrors& errors);
  void fail(const shop::ImportTask& task, shop::ImportFailure failure);
  ProductImport product_import(const shop::ImportTask& task);
  void remove_left_overs();
  void go_on() const;

  db::Database& database_;
  const base::Clock& clock_;
  base::Logger& logger_;
  Place place_;
  ImportPace pace_;
  std::atomic<bool> is_stopped_ = false;
  std::atomic<std::int64_t> id_ = 0;
  std::atomic<std::int64_t> rows_read_ = 0;
  std::atomic<std::int64_t> units_added_ = 0;
};

}  // namespace app
