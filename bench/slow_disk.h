// A disk that takes longer to flush than this machine's.
#pragma once

#include <chrono>
#include <filesystem>

namespace bench {

// While it lives, fdatasync takes so much longer in this process and in those that it starts of
// this program. What is waited for costs no processor time, as with a real disk. One at a time.
class SlowDisk {
 public:
  explicit SlowDisk(std::chrono::microseconds flush_time);
  ~SlowDisk();
  SlowDisk(const SlowDisk&) = delete;
  SlowDisk& operator=(const SlowDisk&) = delete;
};

// How long this machine's disk takes to flush one page that was appended to a file in `directory`;
// the median of many. Throws std::system_error.
std::chrono::microseconds time_flush(const std::filesystem::path& directory);

}  // namespace bench
