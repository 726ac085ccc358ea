// Locks of files between processes, by POSIX calls.
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace net {

// What a system call that just failed says.
std::error_code last_system_error();

// An open file that nobody else has locked (flock). Let go when the object or the process ends,
// however that happens.
class FileLock {
 public:
  // Nothing when there is no such file, or another object or process has it.
  static std::optional<FileLock> take(const std::filesystem::path& path);
  // A new file of that directory for its owner only, which nobody else has seen unlocked.
  static std::expected<std::pair<FileLock, std::filesystem::path>, std::error_code> create(
      const std::filesystem::path& directory);

  FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~FileLock();

  int descriptor() const { return file_; }

 private:
  explicit FileLock(int file) : file_(file) {}
  // False when another has it, or the file was removed meanwhile.
  bool lock() const;

  int file_;
};

}  // namespace net
