// A directory for files that end with the process.
#pragma once

#include <filesystem>

namespace app {

// Made new below the system's directory for temporary files, readable by this user alone; removed
// with all it holds. Throws std::filesystem::filesystem_error.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace app
