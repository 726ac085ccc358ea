#include "bench/slow_disk.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bench {
namespace {

using std::chrono::microseconds;

constexpr const char* kFlushTime = "KRAM_BENCH_FLUSH_US";
constexpr int kFlushes = 201;

microseconds added_flush_time() {
  const char* const text = std::getenv(kFlushTime);
  int time_us = 0;
  if (text != nullptr) {
    const std::string_view digits(text);
    std::from_chars(digits.data(), digits.data() + digits.size(), time_us);
  }
  return microseconds(time_us);
}

int flush(int file) { return static_cast<int>(::syscall(SYS_fdatasync, file)); }

void require(bool done, const char* what) {
  if (!done) {
    throw std::system_error(errno, std::generic_category(), what);
  }
}

microseconds time_flush_of_page(int file) {
  using std::chrono::steady_clock;
  constexpr std::array<char, 4'096> kPage{};
  require(::write(file, kPage.data(), kPage.size()) == kPage.size(), "write");
  const auto begin = steady_clock::now();
  require(flush(file) == 0, "fdatasync");
  return std::chrono::duration_cast<microseconds>(steady_clock::now() - begin);
}

}  // namespace

SlowDisk::SlowDisk(microseconds flush_time) {
  ::setenv(kFlushTime, std::to_string(flush_time.count()).c_str(), /*overwrite=*/1);
}

SlowDisk::~SlowDisk() { ::unsetenv(kFlushTime); }

microseconds time_flush(const std::filesystem::path& directory) {
  const auto path = directory / "flush";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  require(file >= 0, "open");
  std::vector<microseconds> times;
  times.reserve(kFlushes);
  for (int i = 0; i < kFlushes; ++i) {
    times.push_back(time_flush_of_page(file));
  }
  ::close(file);
  std::filesystem::remove(path);
  std::ranges::nth_element(times, times.begin() + kFlushes / 2);
  return times[kFlushes / 2];
}

}  // namespace bench

// Replaces the C library's fdatasync, also for SQLite, which makes each commit durable with it.
extern "C" int fdatasync(int file) {
  if (const auto time = bench::added_flush_time(); time.count() > 0) {
    std::this_thread::sleep_for(time);
  }
  return bench::flush(file);
}
