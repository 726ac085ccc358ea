// A file that is generated while it is read, for tests with files too large for memory.
#pragma once

#include <functional>
#include <streambuf>
#include <string>

namespace shop {

// `part(n)` returns part n of the file, from 0; an empty part ends it. The file can be rewound.
class GeneratedFile final : public std::streambuf {
 public:
  explicit GeneratedFile(std::function<std::string(int)> part) : part_(std::move(part)) {}

 protected:
  int_type underflow() override {
    present_ = part_(number_++);
    setg(present_.data(), present_.data(), present_.data() + present_.size());
    return present_.empty() ? traits_type::eof() : traits_type::to_int_type(present_.front());
  }
  pos_type seekpos(pos_type position, std::ios_base::openmode) override {
    if (position != pos_type(0)) {
      return pos_type(off_type(-1));
    }
    number_ = 0;
    setg(nullptr, nullptr, nullptr);
    return position;
  }

 private:
  std::function<std::string(int)> part_;
  std::string present_;
  int number_ = 0;
};

}  // namespace shop
