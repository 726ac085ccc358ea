#include "app/import/requested_imports.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "db/core/failure.h"
#include "shop/core/acts/actor.h"
#include "shop/stock/import/staging.h"

namespace app {
namespace {

using Permit = shop::Permit<shop::Act::import_products>;

// Ends what is under way, wherever it is.
struct Stopped : std::exception {};

// As it was when the import was accepted: a key that was revoked since does not take it back.
Permit permit_of(const shop::ImportTask& task) {
  const auto actor = shop::parse_actor(task.requested_as);
  const auto permit = actor ? shop::permit<shop::Act::import_products>(*actor) : std::nullopt;
  base::check(permit.has_value(), "an import was accepted from somebody who may import");
  return *permit;
}

bool is_whole(const shop::ImportTask& task) {
  std::error_code error;
  const auto size = std::filesystem::file_size(task.file, error);
  return !error && std::cmp_equal(size, task.bytes);
}

void remove_file(const std::filesystem::path& file) {
  std::error_code ignored;  // the next look removes it
  std::filesystem::remove(file, ignored);
}

}  // namespace

RequestedImports::RequestedImports(db::Database& database, const base::Clock& clock,
                                   base::Logger& logger, Place place, ImportPace pace)
    : database_(database),
      clock_(clock),
      logger_(logger),
      place_(std::move(place)),
      pace_(std::move(pace)) {}

bool RequestedImports::work() {
  bool are_some_held = false;
  try {
    for (const auto& task : database_.read_blocking(shop::import_tasks)) {
      go_on();
      are_some_held = !try_to_do(task) || are_some_held;
    }
    remove_left_overs();
  } catch (const Stopped&) {
    are_some_held = true;
  } catch (...) {
    id_ = 0;
    throw;
  }
  id_ = 0;
  return are_some_held;
}

std::optional<shop::ImportProgress> RequestedImports::progress() const {
  const std::int64_t id = id_;
  return id == 0 ? std::nullopt
                 : std::optional(shop::ImportProgress{
                       .id = id, .rows_read = rows_read_, .units_added = units_added_});
}

// False when another process or the request that brought it holds the file. What has ended
// meanwhile has been left to its lock's holder.
bool RequestedImports::try_to_do(const shop::ImportTask& task) {
  const auto lock = net::FileLock::take(task.file);
  std::error_code error;
  if (!lock && std::filesystem::exists(task.file, error)) {
    return false;
  }
  const auto now =
      database_.read_blocking([&](db::Tx& tx) { return shop::find_import_task(tx, task.id); });
  if (now && !lock && !now->staged_id) {
    note_missing(*now);
  } else if (now) {
    run(*now);
  }
  if (lock) {
    remove_file(task.file);
  }
  return true;
}

// Another machine may have it, unless that has been silent for long.
void RequestedImports::note_missing(const shop::ImportTask& task) {
  if (task.host == place_.host || task.active_at < clock_.now() - shop::kHostSilence) {
    fail(task, shop::ImportFailure::file_lost);
  }
}

void RequestedImports::run(const shop::ImportTask& task) {
  rows_read_ = 0;
  units_added_ = 0;
  id_ = task.id;
  try {
    if (task.staged_id) {
      finish_staged(task);
    } else if (!is_whole(task)) {
      fail(task, shop::ImportFailure::file_lost);
    } else {
      std::ifstream file(task.file, std::ios::binary);
      import(task, file);
    }
  } catch (const Stopped&) {
    throw;
  } catch (const db::Failure& failure) {
    const bool may_pass = failure.kind() == db::FailureKind::unavailable ||
                          failure.kind() == db::FailureKind::contention;
    if (may_pass) {
      throw;
    }
    logger_.error("Import {} failed: {}", task.id, failure.what());
    fail(task, shop::ImportFailure::internal);
  } catch (const std::exception& failure) {
    logger_.error("Import {} failed: {}", task.id, failure.what());
    fail(task, shop::ImportFailure::internal);
  }
  id_ = 0;
}

void RequestedImports::import(const shop::ImportTask& task, std::istream& file) {
  database_.transact_blocking([&](db::Tx& tx) {
    shop::begin_checking(tx, task.id, clock_.now());
    return true;
  });
  const auto checked = check(task, file);
  if (!checked) {
    refuse(task, checked.error());
  } else if (task.dry_run) {
    database_.transact_blocking([&](db::Tx& tx) {
      shop::finish_import(tx, task.id, *checked, clock_.now());
      return true;
    });
  } else {
    database_.transact_blocking([&](db::Tx& tx) {
      shop::begin_adding(tx, task.id, *checked, clock_.now());
      return true;
    });
    add(task, file, checked->units);
  }
}

std::expected<shop::ImportSummary, shop::ImportErrors> RequestedImports::check(
    const shop::ImportTask& task, std::istream& file) {
  const auto checked = shop::check_products_csv(
      file, task.repeats(),
      {.errors_max = shop::kMaxKeptErrors, .on_read = [this](const shop::ImportSummary& so_far) {
         rows_read_ = so_far.rows;
         go_on();
       }});
  if (!checked || task.allow_repeated) {
    return checked;
  }
  note_unread_units(database_);
  auto had = database_.read_blocking([&](db::Tx& tx) {
    return shop::find_had_goods(
        tx, file,
        {.errors_max = shop::kMaxKeptErrors, .on_read = [this](const auto&) { go_on(); }});
  });
  return had.empty() ? checked : std::unexpected(std::move(had));
}

void RequestedImports::add(const shop::ImportTask& task, std::istream& file, std::int64_t units) {
  const auto added = product_import(task).run(file, units, task.repeats(), permit_of(task));
  if (!added) {
    refuse(task, added.error());
    return;
  }
  database_.transact_blocking([&](db::Tx& tx) {
    shop::finish_import(tx, task.id, *added, clock_.now());
    return true;
  });
  logger_.info("Import {}: {} units of {} rows", task.id, added->units, added->rows);
}

ProductImport RequestedImports::product_import(const shop::ImportTask& task) {
  const auto on_moved = [this](std::int64_t moved, std::int64_t) {
    units_added_ = moved;
    go_on();
  };
  return ProductImport(database_, clock_, on_moved, pace_,
                       {.on_read =
                            [this](const shop::ImportSummary& so_far) {
                              units_added_ = so_far.units;
                              go_on();
                            },
                        .on_counted =
                            [this, id = task.id](db::Tx& tx, const shop::ImportSummary& summary,
                                                 std::optional<std::int64_t> staged_id) {
                              if (staged_id) {
                                shop::note_staged(tx, id, *staged_id);
                              } else {
                                shop::finish_import(tx, id, summary, clock_.now());
                              }
                            }});
}

// What is not in the list any more has become products.
void RequestedImports::finish_staged(const shop::ImportTask& task) {
  const auto staged = database_.read_blocking(shop::whole_imports);
  const auto found = std::ranges::find(staged, *task.staged_id, &shop::StagedImport::id);
  if (found != staged.end()) {
    product_import(task).finish(*found);
  }
  database_.transact_blocking([&](db::Tx& tx) {
    const auto known = shop::find_requested_import(tx, task.id).value();
    shop::finish_import(tx, task.id, {.rows = known.rows_read, .units = known.units}, clock_.now());
    return true;
  });
}

void RequestedImports::refuse(const shop::ImportTask& task, const shop::ImportErrors& errors) {
  database_.transact_blocking([&](db::Tx& tx) {
    shop::refuse_import(tx, task.id, errors, clock_.now());
    return true;
  });
}

void RequestedImports::fail(const shop::ImportTask& task, shop::ImportFailure failure) {
  database_.transact_blocking([&](db::Tx& tx) {
    shop::fail_import(tx, task.id, failure, clock_.now());
    return true;
  });
}

// The lock is taken first: who holds it may be about to commit that it is waited for.
void RequestedImports::remove_left_overs() {
  std::error_code error;  // no directory: nothing was received yet
  for (const auto& entry : std::filesystem::directory_iterator(place_.directory, error)) {
    const auto lock = net::FileLock::take(entry.path());
    const bool is_waited_for = !lock || database_.read_blocking([&](db::Tx& tx) {
      return shop::is_import_file(tx, place_.host, entry.path().string());
    });
    if (!is_waited_for) {
      remove_file(entry.path());
    }
  }
}

void RequestedImports::go_on() const {
  if (is_stopped_) {
    throw Stopped();
  }
}

}  // namespace app
