#include "net/server/header_scan.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace net {
namespace {

constexpr std::size_t kLengthDigitsMax = 18;

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

bool is_length(std::string_view text) {
  return !text.empty() && text.size() <= kLengthDigitsMax &&
         std::ranges::all_of(text, base::is_ascii_digit);
}

std::vector<std::string_view> values_of(const Headers& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : headers) {
    if (equals_ignoring_case(key, name)) {
      values.push_back(value);
    }
  }
  return values;
}

}  // namespace

HeaderScan::State HeaderScan::read(std::string_view text) {
  auto state = State::incomplete;
  while (state == State::incomplete && seen_ < text.size()) {
    state = seen_ < bytes_max_ ? take(text[seen_]) : State::too_large;
    ++seen_;
  }
  return state;
}

HeaderScan::State HeaderScan::take(char c) {
  if (after_cr_ != (c == '\n')) {
    return State::malformed;
  }
  if (c == '\n') {
    after_cr_ = false;
    if (line_length_ == 0) {
      return lines_ > 0 ? State::complete : State::malformed;
    }
    line_length_ = 0;
    return ++lines_ > lines_max_ ? State::too_large : State::incomplete;
  }
  after_cr_ = c == '\r';
  if (after_cr_) {
    return State::incomplete;
  }
  const bool is_fold = line_length_ == 0 && (c == ' ' || c == '\t');
  ++line_length_;
  return is_fold || is_forbidden(c) ? State::malformed : State::incomplete;
}

int status_of_framing(const Headers& headers, unsigned version) {
  const auto lengths = values_of(headers, "Content-Length");
  const auto encodings = values_of(headers, "Transfer-Encoding");
  const bool has_both = !lengths.empty() && !encodings.empty();
  const bool is_old_and_encoded = version < 11 && !encodings.empty();
  if (has_both || is_old_and_encoded || lengths.size() > 1 ||
      !std::ranges::all_of(lengths, is_length)) {
    return 400;
  }
  const bool is_chunked = encodings.size() == 1 && equals_ignoring_case(encodings[0], "chunked");
  if (!encodings.empty() && !is_chunked) {
    return 501;
  }
  const auto expectation = version < 11 ? std::nullopt : headers.find("Expect");
  return expectation && !equals_ignoring_case(*expectation, "100-continue") ? 417 : 0;
}

}  // namespace net
