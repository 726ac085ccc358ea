#include "bench/report.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <fstream>
#include <utility>

#include <fmt/format.h>

namespace bench {
namespace {

using Row = std::array<std::string, 6>;

// Rounds to three significant digits, but keeps all digits of a large number.
std::string number(double value) {
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string target_of(const Figure& figure) {
  if (!figure.target) {
    return "";
  }
  const bool is_least = figure.target->direction == Target::Direction::at_least;
  return fmt::format("{} {}", is_least ? ">=" : "<=", number(figure.target->ratio));
}

std::string verdict_of(const Figure& figure) {
  const auto met = figure.is_met();
  return !met ? "" : *met ? "met" : "NOT MET";
}

Row row_of(const Figure& figure) {
  const bool has_peer = !figure.peer.empty();
  return {figure.name,
          fmt::format("{} {}", number(figure.measured), figure.unit),
          has_peer ? fmt::format("{} {} ({})", number(figure.limit), figure.unit, figure.peer) : "",
          has_peer ? fmt::format("{:.2f}", figure.ratio()) : "",
          target_of(figure),
          verdict_of(figure)};
}

std::string line_of(const Row& row, const std::array<std::size_t, 6>& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    line += fmt::format("| {:<{}} ", row[i], widths[i]);
  }
  return line + "|\n";
}

boost::json::object json_of(const Figure& figure) {
  boost::json::object json{
      {"figure", figure.name}, {"measured", figure.measured}, {"unit", figure.unit}};
  if (!figure.peer.empty()) {
    json["peer"] = figure.peer;
    json["limit"] = figure.limit;
    json["ratio"] = figure.ratio();
  }
  if (const auto met = figure.is_met()) {
    json["target"] = target_of(figure);
    json["met"] = *met;
  }
  return json;
}

}  // namespace

void Report::begin(std::string_view what) const { fmt::print(stderr, "… {}\n", what); }

void Report::add(Figure figure) {
  const auto row = row_of(figure);
  fmt::print(stderr, "  {}: {} | {} | {} {} {}\n", row[0], row[1], row[2], row[3], row[4], row[5]);
  figures_.push_back(std::move(figure));
}

std::string Report::table() const {
  std::vector<Row> rows{{"figure", "measured", "limit or peer", "ratio", "target", "met"}};
  std::ranges::transform(figures_, std::back_inserter(rows), row_of);
  std::array<std::size_t, 6> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  Row rule;
  for (std::size_t i = 0; i < rule.size(); ++i) {
    rule[i] = std::string(widths[i], '-');
  }
  rows.insert(rows.begin() + 1, rule);
  std::string table;
  for (const auto& row : rows) {
    table += line_of(row, widths);
  }
  return table;
}

void Report::write_json(const std::filesystem::path& file) const {
  boost::json::array figures;
  for (const auto& figure : figures_) {
    figures.push_back(json_of(figure));
  }
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << boost::json::serialize(boost::json::object{{"figures", figures}}) << '\n';
}

}  // namespace bench
