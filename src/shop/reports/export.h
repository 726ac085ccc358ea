// What `kram export` writes: all records of a kind.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>

#include "db/core/tx.h"

namespace shop {

enum class ExportKind { orders, users, ledger, deposits, products };

enum class ExportFormat { csv, json };

// Writes them in the order of their ids, read in batches so that a large table needs little memory:
// CSV with a header, or a JSON array with a line for each record. Of the ledger it writes each line
// with its transfer; of products everything but what is delivered. Gives up when `out` fails.
// `on_batch` hears how many have been written.
using OnBatch = std::function<void(std::int64_t records)>;
void write_export(db::Tx& tx, ExportKind kind, ExportFormat format, std::ostream& out,
                  const OnBatch& on_batch = {});

}  // namespace shop
