#include "shop/stock/import/staging.h"

#include <optional>

#include <fmt/format.h>

#include "db/core/columns.h"

namespace shop {
namespace {

// The range of numbers of an import's staged units.
struct Waiting {
  std::optional<std::int64_t> first;
  std::optional<std::int64_t> last;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (first, last))

// Two subqueries, since SQLite uses the index for a single min or max only.
constexpr std::string_view kWaiting =
    "SELECT (SELECT min(number) FROM import_units WHERE import_id = $1) AS first, "
    "(SELECT max(number) FROM import_units WHERE import_id = $1) AS last";

// The rows whose goods the shop has, or has sold.
ImportErrors had_goods(db::Tx& tx, std::int64_t import_id) {
  ImportErrors errors;
  for (const auto line :
       tx.all<std::int64_t>("SELECT u.line FROM import_units u JOIN goods g ON g.key = u.goods_key "
                            "WHERE u.import_id = $1 ORDER BY u.number LIMIT $2",
                            import_id, static_cast<std::int64_t>(kMaxImportErrors))) {
    errors.push_back({line, "delivery_text", FieldProblem::already_had});
  }
  return errors;
}

// Deletes the units below number `end`, and with the last one the import. Returns how many are
// left.
std::int64_t remove_before(db::Tx& tx, std::int64_t import_id, const Waiting& waiting,
                           std::int64_t end) {
  tx.execute("DELETE FROM import_units WHERE import_id = $1 AND number < $2", import_id, end);
  if (waiting.last && end <= *waiting.last) {
    return *waiting.last + 1 - end;
  }
  tx.execute("DELETE FROM imports WHERE id = $1", import_id);
  return 0;
}

}  // namespace

std::int64_t begin_import(db::Tx& tx, std::string_view checksum, base::Timestamp now) {
  return tx.one<std::int64_t>(
      "INSERT INTO imports (checksum, state, created_at, active_at) "
      "VALUES ($1, 'reading', $2, $2) RETURNING id",
      checksum, now);
}

bool stage_units(db::Tx& tx, std::int64_t import_id, std::int64_t first, const UnitBatch& batch,
                 base::Timestamp now) {
  if (tx.execute("UPDATE imports SET active_at = $2 WHERE id = $1 AND state = 'reading'", import_id,
                 now) == 0) {
    return false;
  }
  const auto insert = fmt::format(
      "INSERT INTO import_units (import_id, number, goods_key, line, {}) "
      "VALUES ($1, $2, $3, $4, {})",
      db::columns<NewProduct>(), db::parameters<NewProduct>(5));
  auto goods = batch.goods.begin();
  for (std::size_t i = 0; i < batch.units.size(); ++i) {
    const bool begins_row = goods != batch.goods.end() && goods->unit == i;
    const auto key = begins_row ? std::optional(goods->key) : std::nullopt;
    const auto line = begins_row ? std::optional(goods->line) : std::nullopt;
    goods += begins_row ? 1 : 0;
    std::vector values{db::to_value(import_id), db::to_value(first++), db::to_value(key),
                       db::to_value(line)};
    db::append_values(values, batch.units[i]);
    tx.execute_later_with(insert, values);
  }
  return true;
}

std::expected<void, ImportErrors> complete_staging(db::Tx& tx, std::int64_t import_id,
                                                   const ImportSummary& summary, Repeats repeats,
                                                   const Permit<Act::import_products>& permit,
                                                   base::Timestamp now) {
  if (auto had = had_goods(tx, import_id); repeats == Repeats::refused && !had.empty()) {
    return std::unexpected(std::move(had));
  }
  if (tx.execute("UPDATE imports SET state = 'whole', rows_read = $2, units = $3, active_at = $4 "
                 "WHERE id = $1 AND state = 'reading'",
                 import_id, summary.rows, summary.units, now) == 0) {
    return std::unexpected(ImportErrors{{1, "", ImportProblem::given_up}});
  }
  tx.execute(
      "INSERT INTO goods (key) SELECT DISTINCT goods_key FROM import_units "
      "WHERE import_id = $1 AND goods_key IS NOT NULL ORDER BY goods_key "
      "ON CONFLICT (key) DO NOTHING",
      import_id);
  record_import(tx, summary, permit, now);
  return {};
}

std::vector<StagedImport> whole_imports(db::Tx& tx) {
  return tx.all<StagedImport>(
      "SELECT id, checksum, rows_read AS rows, units FROM imports WHERE state = 'whole' "
      "ORDER BY id");
}

std::vector<StagedImport> stopped_imports(db::Tx& tx, base::Timestamp now) {
  return tx.all<StagedImport>(
      "SELECT id, checksum, rows_read AS rows, units FROM imports WHERE state = 'whole' "
      "AND active_at < $1 ORDER BY id",
      now - kImportSilence);
}

std::int64_t move_units(db::Tx& tx, std::int64_t import_id, std::int64_t max_units,
                        base::Timestamp now) {
  // Locks the import: others who move its units wait here.
  tx.execute("UPDATE imports SET active_at = $2 WHERE id = $1", import_id, now);
  const auto waiting = tx.one<Waiting>(kWaiting, import_id);
  const auto end = waiting.first.value_or(0) + max_units;
  tx.execute(fmt::format("INSERT INTO products ({}, created_at) SELECT {}, i.created_at "
                         "FROM import_units u JOIN imports i ON i.id = u.import_id "
                         "WHERE u.import_id = $1 AND u.number < $2 AND i.state = 'whole' "
                         "ORDER BY u.number",
                         db::columns<NewProduct>(), db::columns<NewProduct>("u")),
             import_id, end);
  return remove_before(tx, import_id, waiting, end);
}

bool give_up_import(db::Tx& tx, std::int64_t import_id) {
  return tx.execute("UPDATE imports SET state = 'given_up' WHERE id = $1 AND state = 'reading'",
                    import_id) > 0;
}

bool remove_given_up(db::Tx& tx, std::int64_t max_units, base::Timestamp now) {
  tx.execute("UPDATE imports SET state = 'given_up' WHERE state = 'reading' AND active_at < $1",
             now - kImportSilence);
  const auto id =
      tx.first<std::int64_t>("SELECT id FROM imports WHERE state = 'given_up' ORDER BY id LIMIT 1");
  if (!id) {
    return false;
  }
  const auto waiting = tx.one<Waiting>(kWaiting, *id);
  remove_before(tx, *id, waiting, waiting.first.value_or(0) + max_units);
  return true;
}

}  // namespace shop
