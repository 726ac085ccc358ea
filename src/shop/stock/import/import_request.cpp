#include "shop/stock/import/import_request.h"

#include <fmt/format.h>

#include "base/enum_text.h"
#include "db/core/columns.h"
#include "shop/stock/import/error_text.h"

namespace shop {
namespace {

// Ends an import that has not ended.
bool end_import(db::Tx& tx, std::int64_t id, ImportState state,
                std::optional<ImportFailure> failure, base::Timestamp now) {
  return tx.execute(
             "UPDATE product_imports SET state = $2, failure = $3, finished_at = $4, "
             "active_at = $4 WHERE id = $1 AND finished_at IS NULL",
             id, base::text_of(state),
             failure ? std::optional(base::text_of(*failure)) : std::nullopt, now) > 0;
}

}  // namespace

std::optional<RequestedImport> request_import(db::Tx& tx, const NewImport& import,
                                              const Permit<Act::import_products>& permit,
                                              base::Timestamp now) {
  tx.execute("DELETE FROM product_imports WHERE finished_at < $1", now - kImportMemory);
  if (tx.one<std::int64_t>("SELECT count(*) FROM product_imports WHERE finished_at IS NULL") >=
      kMaxWaitingImports) {
    return std::nullopt;
  }
  const auto id = tx.one<std::int64_t>(
      "INSERT INTO product_imports (requested_as, host, file, bytes, dry_run, allow_repeated, "
      "state, created_at, active_at) VALUES ($1, $2, $3, $4, $5, $6, 'received', $7, $7) "
      "RETURNING id",
      permit.actor(), import.host, import.file, import.bytes, import.dry_run, import.allow_repeated,
      now);
  tx.announce();
  return find_requested_import(tx, id);
}

std::optional<RequestedImport> find_requested_import(db::Tx& tx, std::int64_t id) {
  return tx.first<RequestedImport>(
      fmt::format("SELECT {} FROM product_imports WHERE id = $1", db::columns<RequestedImport>()),
      id);
}

std::optional<ListRows<RequestedImport>> requested_import_rows(
    db::Tx& tx, const ListOrder<RequestedImportSort>& order, const ListPart& part) {
  const auto columns = db::columns<RequestedImport>("i");
  return list_rows<RequestedImport>(
      tx, {.columns = columns.text(), .from = "product_imports i", .alias = "i"}, Conditions(tx),
      order, part);
}

std::vector<KeptImportError> kept_import_errors(db::Tx& tx, std::int64_t id) {
  return tx.all<KeptImportError>(
      "SELECT line, column_name, code, detail FROM product_import_errors WHERE import_id = $1 "
      "ORDER BY number",
      id);
}

std::vector<ImportTask> import_tasks(db::Tx& tx) {
  return tx.all<ImportTask>(
      fmt::format("SELECT {} FROM product_imports WHERE finished_at IS NULL ORDER BY id",
                  db::columns<ImportTask>()));
}

std::optional<ImportTask> find_import_task(db::Tx& tx, std::int64_t id) {
  return tx.first<ImportTask>(
      fmt::format("SELECT {} FROM product_imports WHERE id = $1 AND finished_at IS NULL",
                  db::columns<ImportTask>()),
      id);
}

bool is_import_file(db::Tx& tx, std::string_view host, std::string_view file) {
  return tx.one<std::int64_t>(
             "SELECT count(*) FROM product_imports WHERE finished_at IS NULL AND host = $1 "
             "AND file = $2",
             host, file) > 0;
}

void begin_checking(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  tx.execute(
      "UPDATE product_imports SET state = 'checking', rows_read = 0, units_added = 0, "
      "started_at = $2, active_at = $2 WHERE id = $1 AND finished_at IS NULL",
      id, now);
}

void begin_adding(db::Tx& tx, std::int64_t id, const ImportSummary& summary, base::Timestamp now) {
  tx.execute(
      "UPDATE product_imports SET state = 'adding', rows_read = $2, units = $3, active_at = $4 "
      "WHERE id = $1 AND finished_at IS NULL",
      id, summary.rows, summary.units, now);
}

void note_staged(db::Tx& tx, std::int64_t id, std::int64_t staged_id) {
  tx.execute("UPDATE product_imports SET staged_id = $2 WHERE id = $1 AND finished_at IS NULL", id,
             staged_id);
}

void finish_import(db::Tx& tx, std::int64_t id, const ImportSummary& summary, base::Timestamp now) {
  if (end_import(tx, id, ImportState::done, std::nullopt, now)) {
    tx.execute(
        "UPDATE product_imports SET rows_read = $2, units = $3, "
        "units_added = CASE WHEN dry_run THEN units_added ELSE $3 END WHERE id = $1",
        id, summary.rows, summary.units);
  }
}

void refuse_import(db::Tx& tx, std::int64_t id, const ImportErrors& errors, base::Timestamp now) {
  if (!end_import(tx, id, ImportState::refused, std::nullopt, now)) {
    return;
  }
  int number = 0;
  for (const auto& error : errors) {
    tx.execute_later(
        "INSERT INTO product_import_errors (import_id, number, line, column_name, code, detail) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        id, ++number, error.line, error.column, code_of(error),
        sentence_of(error, "`allow_repeated=true`"));
  }
}

void fail_import(db::Tx& tx, std::int64_t id, ImportFailure failure, base::Timestamp now) {
  end_import(tx, id, ImportState::failed, failure, now);
}

void note_progress(db::Tx& tx, const ImportProgress& progress, base::Timestamp now) {
  tx.execute(
      "UPDATE product_imports SET active_at = $4, "
      "rows_read = CASE WHEN rows_read < $2 THEN $2 ELSE rows_read END, "
      "units_added = CASE WHEN units_added < $3 THEN $3 ELSE units_added END "
      "WHERE id = $1 AND finished_at IS NULL",
      progress.id, progress.rows_read, progress.units_added, now);
}

void note_host(db::Tx& tx, std::string_view host, base::Timestamp now) {
  tx.execute("UPDATE product_imports SET active_at = $2 WHERE host = $1 AND finished_at IS NULL",
             host, now);
}

}  // namespace shop
