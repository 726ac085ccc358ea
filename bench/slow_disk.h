// Simulates a disk that takes longer to flush than this machine's.
#pragma once

#include <chrono>
#include <filesystem>

namespace bench {

// While it lives, fdatasync takes this much longer in this process and in child processes of the
// same program. The wait costs no processor time, as with a real disk. REQUIRES: one at a time.
class SlowDisk {
 public:
  explicit SlowDisk(std::chrono::microseconds flush_time);
  ~SlowDisk();
  SlowDisk(const SlowDisk&) = delete;
  SlowDisk& operator=(const SlowDisk&) = delete;
};

// Returns the median time that this machine's disk takes to flush one page appended to a file in
// `directory`. Throws std::system_error.
std::chrono::microseconds time_flush(const std::filesystem::path& directory);

}  // namespace bench
