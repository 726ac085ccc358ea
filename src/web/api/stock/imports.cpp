// Imports of units.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shop/stock/import/import_request.h"
#include "web/api/operations.h"
#include "web/operation/list.h"
#include "web/operation/problem_language.h"

namespace web {
namespace {

constexpr std::size_t kFileBytesMax = 1'000'000'000;

struct ImportQuery {
  std::optional<bool> dry_run;
  std::optional<bool> allow_repeated;
};
BOOST_DESCRIBE_STRUCT(ImportQuery, (), (dry_run, allow_repeated))

// An import as the API shows it: a new column is shown only when it is added here.
struct ImportView {
  std::int64_t id = 0;
  shop::ImportState state = shop::ImportState::received;
  std::optional<shop::ImportFailure> failure;
  bool dry_run = false;
  bool allow_repeated = false;
  std::int64_t bytes = 0;
  std::int64_t rows_read = 0;
  std::int64_t units_added = 0;
  std::int64_t units = 0;
  std::string requested_as;
  base::Timestamp created_at;
  std::optional<base::Timestamp> started_at;
  std::optional<base::Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (id, state, failure, dry_run, allow_repeated, bytes, rows_read, units_added,
                       units, requested_as, created_at, started_at, finished_at))

struct ImportErrorView {
  std::int64_t line = 0;
  std::string column;
  std::string code;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(ImportErrorView, (), (line, column, code, detail))

struct ImportDetailsView : ImportView {
  std::vector<ImportErrorView> errors;
};
BOOST_DESCRIBE_STRUCT(ImportDetailsView, (ImportView), (errors))

struct ImportPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(ImportPath, (), (id))

struct ImportListQuery : ListParameters {
  std::optional<Sort<shop::RequestedImportSort>> sort;
};
BOOST_DESCRIBE_STRUCT(ImportListQuery, (ListParameters), (sort))

constexpr ProblemKind kEmptyFile{400, "empty_file",
                                 "The file is empty; its first line names the columns."};
constexpr ProblemKind kTooManyImports{
    409, "too_many_imports", "Too many imports wait already; try again when some have ended."};

// The file is kept before its row is committed, and in use until after that: whoever finds it
// without either removes it.
Outcome<ImportView> import_products(
    db::Tx& tx, const Call<shop::Act::import_products, ImportQuery, Upload>& call) {
  const auto& file = call.body.file;
  if (!file || file->size() == 0) {
    return std::unexpected(Problem(kEmptyFile));
  }
  const auto import =
      shop::request_import(tx,
                           {.host = call.context.host,
                            .file = file->path().string(),
                            .bytes = file->size(),
                            .dry_run = call.parameters.dry_run.value_or(false),
                            .allow_repeated = call.parameters.allow_repeated.value_or(false)},
                           call.permit, call.now);
  if (!import) {
    return std::unexpected(Problem(kTooManyImports));
  }
  file->keep();
  return copy_fields<ImportView>(*import);
}

Outcome<List<ImportView>> list_imports(db::Tx& tx,
                                       const Call<shop::Act::see_stock, ImportListQuery>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const auto order = order_of<shop::RequestedImportSort>(
      call.parameters.sort, {.column = shop::RequestedImportSort::id, .is_descending = true});
  return list_of<ImportView>(shop::requested_import_rows(tx, order, *part));
}

Outcome<ImportDetailsView> show_import(db::Tx& tx,
                                       const Call<shop::Act::see_stock, ImportPath>& call) {
  const auto import = shop::find_requested_import(tx, call.parameters.id);
  if (!import) {
    return std::unexpected(Problem(kNotFound));
  }
  ImportDetailsView view{copy_fields<ImportView>(*import), {}};
  for (const auto& error : shop::kept_import_errors(tx, import->id)) {
    view.errors.push_back(
        {.line = error.line,
         .column = error.column_name,
         .code = error.code,
         .detail = translated(error.detail, call.language).value_or(error.detail)});
  }
  return view;
}

const std::vector<Note> kViewNotes = {
    {"state",
     "`received` (waits), `checking`, `adding`, then `done`, or `refused` (something is wrong with "
     "the file), or `failed`; of what is refused or failed nothing was added."},
    {"failure", "Why it failed: `file_lost`, or `internal` (the log says what)."},
    {"rows_read", "So far."},
    {"units_added", "So far. On PostgreSQL they come on sale together, with the last one."},
    {"units", "In all; 0 until the file has been checked."},
    {"requested_as", "Who asked for it."}};

std::vector<Note> with_view_notes(std::vector<Note> notes) {
  notes.insert(notes.end(), kViewNotes.begin(), kViewNotes.end());
  return notes;
}

}  // namespace

void add_import_operations(Api& api) {
  api.write(
      {.method = "POST",
       .path = "/api/products/import",
       .id = "importProducts",
       .subject = "Stock",
       .summary = "Imports units from a CSV file: all of it, or nothing.",
       .details =
           "The body is the file, up to 1 GB, as `kram import products` takes it. The answer comes "
           "when all of it has been received; `GET /api/imports/{id}` says how it goes on.",
       .notes = with_view_notes(
           {{"dry_run", "True to check the file and import nothing."},
            {"allow_repeated", "True to add goods that the shop has, or has sold, once more."}}),
       .problems = {kEmptyFile, kTooManyImports},
       .key_use = KeyUse::optional,
       .status = 202,
       .body_bytes_max = kFileBytesMax,
       .media_types = {"text/csv"},
       .location = "/api/imports"},
      &import_products);
  api.read({.method = "GET",
            .path = "/api/imports",
            .id = "listImports",
            .subject = "Stock",
            .summary = "Lists imports that were asked for over the API, for 90 days.",
            .notes = kViewNotes},
           &list_imports);
  api.read(
      {.method = "GET",
       .path = "/api/imports/{id}",
       .id = "showImport",
       .subject = "Stock",
       .summary = "Shows how far an import is, and what is wrong with its file.",
       .notes = with_view_notes({{"errors", "Up to 1000, in the order of the file."},
                                 {"column", "Empty where the whole line is meant."},
                                 {"code", "For programs."},
                                 {"detail", "For people, in the language of `Accept-Language`."}})},
      &show_import);
}

}  // namespace web
