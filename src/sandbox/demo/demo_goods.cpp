#include "sandbox/demo/demo_goods.h"

#include <charconv>

#include <fmt/format.h>

#include "base/random.h"
#include "base/text.h"
#include "sandbox/demo/locker_picture.h"

namespace sandbox {
namespace {

constexpr char kGoods[] = {
#embed "goods.csv"
};
constexpr std::uint64_t kSeed = 20'261'124;

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), by);
    at += by.size();
  }
}

std::string new_code(base::Random& random) {
  constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  return base::random_text(random, 4, kAlphabet) + "-" + base::random_text(random, 4, kAlphabet);
}

// Fills in the placeholders of a line for one unit.
std::string unit_of(std::string_view line, std::string_view server_url, base::Random& random) {
  std::string unit(line);
  replace_all(unit, "{server}", server_url);
  replace_all(unit, "{code}", new_code(random));
  replace_all(unit, "{compartment}",
              base::random_text(random, 1, "ABCDEF") + fmt::format("{:02}", random.below(24) + 1));
  replace_all(unit, "{pin}", base::random_text(random, 6, "0123456789"));
  return unit + ",1\n";
}

}  // namespace

// The last column of each line with placeholders is the number of its units.
std::string demo_goods_csv(std::string_view server_url) {
  base::SeededRandom random(kSeed);
  std::string csv;
  for (const std::string_view line : base::split({kGoods, sizeof kGoods}, '\n')) {
    const std::size_t comma = line.rfind(',');
    if (!line.contains('{')) {
      csv.append(line).append(line.empty() ? "" : "\n");
      continue;
    }
    int quantity = 0;
    std::from_chars(line.data() + comma + 1, line.data() + line.size(), quantity);
    for (int unit = 0; unit < quantity; ++unit) {
      csv += unit_of(line.substr(0, comma), server_url, random);
    }
  }
  return csv;
}

std::optional<std::string> demo_picture(std::string_view url, std::string_view server_url) {
  constexpr std::string_view kPath = "/goods/locker-";
  constexpr std::string_view kSuffix = ".png";
  if (!url.starts_with(server_url)) {
    return std::nullopt;
  }
  std::string_view path = url.substr(server_url.size());
  if (!path.starts_with(kPath) || !path.ends_with(kSuffix) ||
      path.size() < kPath.size() + kSuffix.size()) {
    return std::nullopt;
  }
  path.remove_prefix(kPath.size());
  path.remove_suffix(kSuffix.size());
  return locker_picture(path);
}

}  // namespace sandbox
