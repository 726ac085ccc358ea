#include "app/console/progress_file.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace app {

ProgressFile::ProgressFile(const std::filesystem::path& path, std::string label, std::ostream* out)
    : std::istream(nullptr), buffer_(std::move(label), out) {
  rdbuf(&buffer_);
  std::error_code error;
  buffer_.set_size(std::filesystem::file_size(path, error));
  if (error || buffer_.open(path, std::ios::in | std::ios::binary) == nullptr) {
    setstate(std::ios::failbit);
  }
}

ProgressFile::~ProgressFile() { buffer_.clear_line(); }

// Called once for each block of the file, not for each character.
ProgressFile::Buffer::int_type ProgressFile::Buffer::underflow() {
  const auto next = std::filebuf::underflow();
  if (out_ == nullptr || size_ == 0) {
    return next;
  }
  const auto position = static_cast<std::uintmax_t>(
      std::max<std::streamoff>(seekoff(0, std::ios::cur, std::ios::in), 0));
  const int percent = static_cast<int>(position * 100 / size_);
  if (percent != shown_percent_) {
    shown_percent_ = percent;
    *out_ << fmt::format("\r{}… {}%", label_, percent) << std::flush;
  }
  return next;
}

void ProgressFile::Buffer::clear_line() {
  if (std::exchange(shown_percent_, -1) >= 0) {
    *out_ << "\r\033[K" << std::flush;
  }
}

}  // namespace app
