// The suite's results: a table for people, JSON for programs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "bench/figure.h"

namespace bench {

class Report {
 public:
  // Prints on standard error what is measured next.
  void begin(std::string_view what) const;
  void add(Figure figure);

  std::string table() const;
  void write_json(const std::filesystem::path& file) const;

 private:
  std::vector<Figure> figures_;
};

}  // namespace bench
