#include "net/core/query.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace net {
namespace {

constexpr std::size_t kPairsMax = 1'000;
constexpr std::size_t kNameUnitsMax = 64;  // in an error's text

int hex_value(char c) {
  if (base::is_ascii_digit(c)) {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return -1;
}

base::Result<std::string> decode_form_text(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return percent_decode(spaced);
}

}  // namespace

base::Result<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = text.size() - i > 2 ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      return base::invalid("The URL has a broken % escape.");
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (!base::is_utf8(decoded) || decoded.contains('\0')) {
    return base::invalid("The URL has an escape that is not UTF-8 text.");
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    encoded += kUnreserved.contains(c) ? std::string(1, c)
                                       : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

base::Result<Query> Query::parse(std::string_view text) {
  Query query;
  if (text.empty()) {
    return query;
  }
  for (const auto part : base::split(text, '&')) {
    if (part.empty()) {
      continue;
    }
    const auto equals = std::min(part.find('='), part.size());
    auto name = decode_form_text(part.substr(0, equals));
    if (!name) {
      return std::unexpected(name.error());
    }
    auto value = decode_form_text(part.substr(std::min(equals + 1, part.size())));
    if (!value) {
      return base::invalid(
          fmt::format("`{}`: {}", base::shorten(*name, kNameUnitsMax), value.error().message));
    }
    if (query.pairs_.size() == kPairsMax) {
      return base::invalid(fmt::format("The query has more than {} fields.", kPairsMax));
    }
    query.pairs_.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

std::optional<std::string_view> Query::find(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (key == name) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace net
