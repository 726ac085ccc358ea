#include "net/core/file_lock.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace net {
namespace {

constexpr mode_t kOwnerOnly = 0700;

// It may be there; opening a file in it tells.
void make_directory(const std::filesystem::path& directory) {
  ::mkdir(directory.c_str(), kOwnerOnly);
}

}  // namespace

std::error_code last_system_error() { return {errno, std::generic_category()}; }

std::optional<FileLock> FileLock::take(const std::filesystem::path& path) {
  FileLock lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return lock.file_ >= 0 && lock.lock() ? std::optional(std::move(lock)) : std::nullopt;
}

std::expected<std::pair<FileLock, std::filesystem::path>, std::error_code> FileLock::create(
    const std::filesystem::path& directory) {
  make_directory(directory);
  for (;;) {
    std::string path = directory / "body-XXXXXX";
    FileLock lock(::mkostemp(path.data(), O_CLOEXEC));
    if (lock.file_ < 0) {
      return std::unexpected(last_system_error());
    }
    if (lock.lock()) {
      return std::pair(std::move(lock), std::filesystem::path(path));
    }
    ::unlink(path.c_str());  // somebody takes it for a left-over
  }
}

FileLock::~FileLock() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

bool FileLock::lock() const {
  struct stat status{};
  return ::flock(file_, LOCK_EX | LOCK_NB) == 0 && ::fstat(file_, &status) == 0 &&
         status.st_nlink > 0;
}

}  // namespace net
