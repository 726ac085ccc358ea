#include "chain/keys/descriptor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "chain/keys/private_key.h"

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

constexpr std::size_t kDepthMax = 255;  // a key holds its depth in a byte

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
    return base::invalid("The descriptor holds a character that none may hold.");
  }
  if (mark != std::string_view::npos && text.substr(mark + 1) != expected) {
    return base::invalid("The descriptor's checksum, behind the #, is wrong: copy it again.");
  }
  return body;
}

bool is_hardened(std::string_view step) { return step.ends_with('\'') || step.ends_with('h'); }

std::optional<std::uint32_t> parse_index(std::string_view text) {
  std::uint32_t index = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, index);
  const bool is_whole = read.ec == std::errc() && read.ptr == end;
  return is_whole && index < kHardened ? std::optional(index) : std::nullopt;
}

base::Result<std::uint32_t> parse_step(std::string_view step) {
  if (is_hardened(step)) {
    return base::invalid(
        "The descriptor's path behind the key has a hardened step, which needs the private key: "
        "export the account's public key.");
  }
  const auto index = parse_index(step);
  return index ? base::Result<std::uint32_t>(*index)
               : base::invalid(
                     "The descriptor's path must be numbers and end with /*, such as /0/*.");
}

bool is_choice(std::string_view step) { return step.starts_with('<'); }

// BIP389: the first of `<0;1>` is for receiving, the others are for change.
base::Result<std::uint32_t> parse_choice(std::string_view step) {
  const auto wrong =
      base::invalid("The descriptor's path must choose among two numbers or more: <0;1>.");
  if (!step.ends_with('>')) {
    return wrong;
  }
  std::vector<std::uint32_t> indexes;
  for (const auto part : base::split(step.substr(1, step.size() - 2), ';')) {
    const auto index = parse_step(part);
    if (!index) {
      return is_hardened(part) ? index : wrong;
    }
    if (std::ranges::find(indexes, *index) != indexes.end()) {
      return wrong;
    }
    indexes.push_back(*index);
  }
  return indexes.size() > 1 ? base::Result<std::uint32_t>(indexes.front()) : wrong;
}

base::Result<std::vector<std::uint32_t>> parse_path(std::string_view text) {
  const auto steps = base::split(text, '/');
  if (steps.back() == "*h" || steps.back() == "*'") {
    return base::invalid(
        "The descriptor's addresses are hardened, which needs the private key: export the "
        "account's public key with a path that ends with /*.");
  }
  if (steps.back() != "*") {
    return base::invalid(
        "The descriptor gives a single address: its path must end with /*, as in /0/*.");
  }
  if (std::ranges::count_if(steps, is_choice) > 1) {
    return base::invalid("The descriptor's path may have one choice such as <0;1>.");
  }
  std::vector<std::uint32_t> path;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    const auto step = is_choice(steps[i]) ? parse_choice(steps[i]) : parse_step(steps[i]);
    if (!step) {
      return std::unexpected(step.error());
    }
    path.push_back(*step);
  }
  return path;
}

bool is_origin(std::string_view text) {
  const auto parts = base::split(text, '/');
  return parts.front().size() == 8 && from_hex(parts.front()) &&
         std::all_of(parts.begin() + 1, parts.end(), [](std::string_view step) {
           return parse_index(step.substr(0, step.size() - (is_hardened(step) ? 1 : 0)));
         });
}

// Drops [fingerprint/path], which says where the key comes from and changes no address.
base::Result<std::string_view> without_origin(std::string_view text) {
  if (!text.starts_with('[')) {
    return text;
  }
  const auto end = text.find(']');
  if (end == std::string_view::npos || !is_origin(text.substr(1, end - 1))) {
    return base::invalid(
        "The origin before the descriptor's key must be a fingerprint of eight hexadecimal digits "
        "and a path, such as [d34db33f/84h/0h/0h].");
  }
  return text.substr(end + 1);
}

base::Result<ExtendedKey> parse_key(std::string_view text) {
  if (from_hex(text) && (text.size() == 64 || text.size() == 66 || text.size() == 130)) {
    return base::invalid(
        "The descriptor gives a single address: it must have an extended public key and a path "
        "that ends with /*.");
  }
  return parse_extended_key(text);
}

base::Result<Descriptor> parse_key_expression(ScriptType type, std::string_view text) {
  const auto expression = without_origin(text);
  if (!expression) {
    return std::unexpected(expression.error());
  }
  const auto slash = expression->find('/');
  auto key = parse_key(expression->substr(0, slash));
  if (!key) {
    return std::unexpected(std::move(key.error()));
  }
  auto path = parse_path(slash == std::string_view::npos ? "" : expression->substr(slash + 1));
  if (!path) {
    return std::unexpected(std::move(path.error()));
  }
  if (key->depth + path->size() >= kDepthMax) {
    return base::invalid("The descriptor's path is longer than any that BIP32 knows.");
  }
  return Descriptor{.type = type, .key = *std::move(key), .path = *std::move(path)};
}

base::Result<Descriptor> parse_body(std::string_view body) {
  for (const auto& form : kForms) {
    if (body.starts_with(form.head) && body.ends_with(form.tail)) {
      const auto inner =
          body.substr(form.head.size(), body.size() - form.head.size() - form.tail.size());
      if (inner.find_first_of("(){},") == std::string_view::npos) {
        return parse_key_expression(form.type, inner);
      }
    }
  }
  return base::invalid(
      "The descriptor must be pkh(…), sh(wpkh(…)), wpkh(…) or tr(…) over one key.");
}

}  // namespace

bool looks_like_descriptor(std::string_view text) { return text.contains('('); }

base::Result<Descriptor> parse_descriptor(std::string_view text) {
  if (looks_private(text)) {
    return base::invalid(kPrivateKeyRefusal);
  }
  const auto body = without_checksum(text);
  return body ? parse_body(*body) : std::unexpected(body.error());
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
