// Imports that programs asked for over the REST API: one after another, in a process that has the
// file (docs/decisions/0019-imports-over-the-api.md). `kram import` does not stand here.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"
#include "shop/stock/import/product_csv.h"

namespace shop {

inline constexpr std::size_t kMaxKeptErrors = 1'000;  // of one file
inline constexpr int kMaxWaitingImports = 20;
inline constexpr std::chrono::days kImportMemory{90};  // of those that have ended
// A file that no process has seen for so long is lost with its machine.
inline constexpr std::chrono::hours kHostSilence{1};

enum class ImportState {
  received,  // waits
  checking,  // is read for the first time
  adding,    // nothing is wrong; units are being added
  done,
  refused,  // something is wrong with the file; nothing of it was added
  failed,   // could not go on; nothing of it was added
};
BOOST_DESCRIBE_ENUM(ImportState, received, checking, adding, done, refused, failed)

enum class ImportFailure {
  file_lost,  // the file is gone or is not whole
  internal,   // the log says what
};
BOOST_DESCRIBE_ENUM(ImportFailure, file_lost, internal)

struct RequestedImport {
  std::int64_t id = 0;
  ImportState state = ImportState::received;
  std::optional<ImportFailure> failure;
  bool dry_run = false;
  bool allow_repeated = false;
  std::int64_t bytes = 0;      // of the file
  std::int64_t rows_read = 0;  // so far
  std::int64_t units_added = 0;
  std::int64_t units = 0;  // in all; 0 until the file is checked
  std::string requested_as;
  base::Timestamp created_at;
  std::optional<base::Timestamp> started_at;
  std::optional<base::Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(RequestedImport, (),
                      (id, state, failure, dry_run, allow_repeated, bytes, rows_read, units_added,
                       units, requested_as, created_at, started_at, finished_at))

struct NewImport {
  std::string host;  // the machine
  std::string file;  // its path there
  std::int64_t bytes = 0;
  bool dry_run = false;
  bool allow_repeated = false;
};

// Announces it (Tx::announce). Empty: kMaxWaitingImports wait.
std::optional<RequestedImport> request_import(db::Tx& tx, const NewImport& import,
                                              const Permit<Act::import_products>& permit,
                                              base::Timestamp now);

std::optional<RequestedImport> find_requested_import(db::Tx& tx, std::int64_t id);

enum class RequestedImportSort { id };
BOOST_DESCRIBE_ENUM(RequestedImportSort, id)

// Empty: `part.after` is unknown.
std::optional<ListRows<RequestedImport>> requested_import_rows(
    db::Tx& tx, const ListOrder<RequestedImportSort>& order, const ListPart& part);

// An error as it was kept.
struct KeptImportError {
  std::int64_t line = 0;
  std::string column_name;  // "" for the whole line
  std::string code;
  std::string detail;  // sentence_of
};
BOOST_DESCRIBE_STRUCT(KeptImportError, (), (line, column_name, code, detail))

std::vector<KeptImportError> kept_import_errors(db::Tx& tx, std::int64_t id);

// One that has not ended.
struct ImportTask {
  std::int64_t id = 0;
  std::string requested_as;
  std::string host;
  std::string file;
  std::int64_t bytes = 0;
  bool dry_run = false;
  bool allow_repeated = false;
  std::optional<std::int64_t> staged_id;  // what staging.h moves
  base::Timestamp active_at;

  Repeats repeats() const { return allow_repeated ? Repeats::allowed : Repeats::refused; }
};
BOOST_DESCRIBE_STRUCT(ImportTask, (),
                      (id, requested_as, host, file, bytes, dry_run, allow_repeated, staged_id,
                       active_at))

// Those that have not ended, the oldest first.
std::vector<ImportTask> import_tasks(db::Tx& tx);
std::optional<ImportTask> find_import_task(db::Tx& tx, std::int64_t id);
bool is_import_file(db::Tx& tx, std::string_view host, std::string_view file);

// Steps of one that has not ended; of one that has, nothing is changed.
void begin_checking(db::Tx& tx, std::int64_t id, base::Timestamp now);
void begin_adding(db::Tx& tx, std::int64_t id, const ImportSummary& summary, base::Timestamp now);
// In the transaction that makes the staged units count.
void note_staged(db::Tx& tx, std::int64_t id, std::int64_t staged_id);
// In the transaction that adds the units, when it is one.
void finish_import(db::Tx& tx, std::int64_t id, const ImportSummary& summary, base::Timestamp now);
void refuse_import(db::Tx& tx, std::int64_t id, const ImportErrors& errors, base::Timestamp now);
void fail_import(db::Tx& tx, std::int64_t id, ImportFailure failure, base::Timestamp now);

// How far the one under way is.
struct ImportProgress {
  std::int64_t id = 0;
  std::int64_t rows_read = 0;
  std::int64_t units_added = 0;
};
// Never goes back.
void note_progress(db::Tx& tx, const ImportProgress& progress, base::Timestamp now);
// The machine still has its files.
void note_host(db::Tx& tx, std::string_view host, base::Timestamp now);

}  // namespace shop
