// A directory for temporary files.
#pragma once

#include <filesystem>

namespace app {

// Created below the system's directory for temporary files, accessible to this user only; the
// destructor removes it and its contents. Throws std::filesystem::filesystem_error.
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
