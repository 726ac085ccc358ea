// Opens and migrates a test's database.
#pragma once

#include <memory>
#include <string>

#include "db/core/database.h"

namespace support {

// Both throw std::runtime_error when they fail.
std::unique_ptr<db::Database> open(const std::string& url, int connections = 20);
void migrate(const std::string& url);

}  // namespace support
