// Exports all records of a table (`kram export`).
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "db/core/tx.h"
#include "shop/core/export_table.h"

namespace shop {

// The tables of all rooms.
std::vector<ExportTable> export_tables();

// Writes the records in the order of their ids, read in batches so that a large table needs little
// memory: CSV with a header, or a JSON array with a line for each record. Stops when `out` fails.
// REQUIRES: there is a table of that name.
void write_export(db::Tx& tx, std::string_view table, ExportFormat format, std::ostream& out,
                  const OnBatch& on_batch = {});

}  // namespace shop
