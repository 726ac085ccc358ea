// A file that shows how far it has been read.
#pragma once

#include <filesystem>
#include <fstream>
#include <iosfwd>
#include <istream>
#include <string>

namespace app {

// Updates one line of `out`, such as "Importing… 40%", while it is read, and clears the line when
// it is destroyed.
class ProgressFile final : public std::istream {
 public:
  // `out` null: quiet. A file that cannot be opened leaves the stream failed.
  ProgressFile(const std::filesystem::path& path, std::string label, std::ostream* out);
  ~ProgressFile() override;
  ProgressFile(const ProgressFile&) = delete;
  ProgressFile& operator=(const ProgressFile&) = delete;

 private:
  class Buffer final : public std::filebuf {
   public:
    Buffer(std::string label, std::ostream* out) : label_(std::move(label)), out_(out) {}
    void set_size(std::uintmax_t size) { size_ = size; }
    void clear_line();

   protected:
    int_type underflow() override;

   private:
    std::string label_;
    std::ostream* out_;
    std::uintmax_t size_ = 0;
    int shown_percent_ = -1;
  };

  Buffer buffer_;
};

}  // namespace app
