#include "support/recording.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

namespace support {

std::string record_file(std::string_view name) {
  const char* const folder = std::getenv("KRAM_RECORD_DIR");
  if (folder == nullptr || *folder == '\0') {
    return "";
  }
  std::filesystem::create_directories(folder);
  return fmt::format("{}/{}.jsonl", folder, name);
}

}  // namespace support
