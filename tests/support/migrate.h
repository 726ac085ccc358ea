// Bringing a test's database up to date.
#pragma once

#include <memory>
#include <string>

#include "db/core/database.h"

namespace support {

// Both throw std::runtime_error when the database does not let them.
std::unique_ptr<db::Database> open(const std::string& url, int connections = 20);
void migrate(const std::string& url);

}  // namespace support
