#include "chain/descriptor.h"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace chain {
namespace {

struct Form {
  ScriptType type;
  std::string_view head;
  std::string_view tail;
};

constexpr std::array kForms{
    Form{ScriptType::sh_wpkh, "sh(wpkh(", "))"},
    Form{ScriptType::pkh, "pkh(", ")"},
    Form{ScriptType::wpkh, "wpkh(", ")"},
    Form{ScriptType::tr, "tr(", ")"},
};

std::unexpected<base::Error> refuse(std::string message) {
  return base::fail(base::ErrorKind::invalid, std::move(message));
}

// One round of BIP380's BCH code.
std::uint64_t polymod(std::uint64_t state, std::uint64_t value) {
  constexpr std::array<std::uint64_t, 5> generator{0xf5dee51989, 0xa9fdca3312, 0x1bab10e32d,
                                                   0x3706b1677a, 0x644d626ffd};
  const std::uint64_t top = state >> 35U;
  state = (state & 0x7ffffffff) << 5U ^ value;
  for (std::size_t bit = 0; bit < generator.size(); ++bit) {
    state ^= (top >> bit & 1U) != 0 ? generator[bit] : 0;
  }
  return state;
}

base::Result<std::string_view> without_checksum(std::string_view text) {
  const auto mark = text.find('#');
  const auto body = text.substr(0, mark);
  const auto expected = descriptor_checksum(body);
  if (expected.empty()) {
    return refuse("The descriptor holds a character that none may hold.");
  }
  if (mark != std::string_view::npos && text.substr(mark + 1) != expected) {
    return refuse("The descriptor's checksum, behind the #, is wrong: copy it again.");
  }
  return body;
}

base::Result<std::uint32_t> parse_step(std::string_view step) {
  if (step.starts_with('<') && step.ends_with('>')) {
    step = base::split(step.substr(1, step.size() - 2), ';').front();
  }
  std::uint32_t number = 0;
  const auto* const end = step.data() + step.size();
  const auto read = std::from_chars(step.data(), end, number);
  if (step.ends_with('\'') || step.ends_with('h') || step.ends_with('H')) {
    return refuse(
        "The descriptor's path behind the key has a hardened step, which needs the "
        "private key: export the account's public key.");
  }
  if (step.empty() || read.ec != std::errc() || read.ptr != end || number >= kHardened) {
    return refuse("The descriptor's path must be numbers and end with /*, such as /0/*.");
  }
  return number;
}

base::Result<std::vector<std::uint32_t>> parse_path(std::string_view text) {
  const auto steps = base::split(text, '/');
  if (steps.back() != "*") {
    return refuse(
        "The descriptor gives a single address: its path must end with /*, such as "
        "/0/*.");
  }
  std::vector<std::uint32_t> path;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    const auto step = parse_step(steps[i]);
    if (!step) {
      return std::unexpected(step.error());
    }
    path.push_back(*step);
  }
  return path;
}

// [fingerprint/path] tells where the key comes from; nothing depends on it.
std::string_view without_origin(std::string_view text) {
  const auto end = text.find(']');
  return text.starts_with('[') && end != std::string_view::npos ? text.substr(end + 1) : text;
}

base::Result<Descriptor> parse_key_expression(ScriptType type, std::string_view text) {
  text = without_origin(text);
  const auto slash = text.find('/');
  auto key = parse_extended_key(text.substr(0, slash));
  if (!key) {
    return std::unexpected(std::move(key.error()));
  }
  auto path = parse_path(slash == std::string_view::npos ? "" : text.substr(slash + 1));
  if (!path) {
    return std::unexpected(std::move(path.error()));
  }
  return Descriptor{.type = type, .key = *std::move(key), .path = *std::move(path)};
}

}  // namespace

bool looks_like_descriptor(std::string_view text) { return text.contains('('); }

base::Result<Descriptor> parse_descriptor(std::string_view text) {
  const auto body = without_checksum(text);
  if (!body) {
    return std::unexpected(body.error());
  }
  for (const auto& form : kForms) {
    if (body->starts_with(form.head) && body->ends_with(form.tail)) {
      const auto inner = body->size() - form.head.size() - form.tail.size();
      return parse_key_expression(form.type, body->substr(form.head.size(), inner));
    }
  }
  return refuse("The descriptor must be pkh(…), sh(wpkh(…)), wpkh(…) or tr(…) over one key.");
}

std::string to_text(const Descriptor& descriptor) {
  std::string text;
  for (const auto& form : kForms) {
    if (form.type == descriptor.type) {
      text = fmt::format("{}{}", form.head, to_text(descriptor.key));
      for (const auto step : descriptor.path) {
        text += fmt::format("/{}", step);
      }
      text += fmt::format("/*{}", form.tail);
    }
  }
  return fmt::format("{}#{}", text, descriptor_checksum(text));
}

std::string descriptor_checksum(std::string_view text) {
  constexpr std::string_view input =
      "0123456789()[],'/*abcdefgh@:$%{}"
      "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
      "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
  constexpr std::string_view output = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  std::uint64_t state = 1;
  std::uint64_t group = 0;
  int in_group = 0;
  for (const char character : text) {
    const auto position = input.find(character);
    if (position == std::string_view::npos) {
      return "";
    }
    state = polymod(state, position & 31U);
    group = group * 3 + (position >> 5U);
    if (++in_group == 3) {
      state = polymod(state, group);
      group = 0;
      in_group = 0;
    }
  }
  state = in_group > 0 ? polymod(state, group) : state;
  for (int i = 0; i < 8; ++i) {
    state = polymod(state, 0);
  }
  state ^= 1;
  std::string checksum;
  for (unsigned shift = 40; shift > 0; shift -= 5) {
    checksum += output[state >> (shift - 5) & 31U];
  }
  return checksum;
}

}  // namespace chain
