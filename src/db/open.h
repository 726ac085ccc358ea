// Opens a database by its URL.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/log.h"
#include "db/core/database.h"
#include "db/core/open_options.h"

namespace db {

// Errors: invalid (the URL has neither form), unavailable (no answer, refused login, file not
// writable). Messages name the setting and never the password.
base::Result<std::unique_ptr<Database>> open(const OpenOptions& options, base::Logger& logger);

}  // namespace db
