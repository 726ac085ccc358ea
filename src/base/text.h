// Pure helpers on UTF-8 text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// Without leading and trailing ASCII blanks and line ends.
std::string_view trim(std::string_view text);

// The parts between separators; "a,,b" gives three parts, "" gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

// Escapes & < > " for Telegram's HTML parse mode and for HTML pages.
std::string escape_html(std::string_view text);

// True when `text` is well-formed UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

// The number of UTF-16 code units, the measure of Telegram's limits.
// REQUIRES: is_utf8(text).
std::size_t utf16_length(std::string_view text);

// The longest prefix of at most `max_units` UTF-16 code units, cut between characters and ended
// with "…" when anything was left out. REQUIRES: is_utf8(text), max_units >= 1.
std::string shorten(std::string_view text, std::size_t max_units);

// Without the differences that people do not see or mean: small letters, full-width and other forms
// of letters, digits and blanks as their plain ones (Unicode NFKC with case folding), no invisible
// characters. REQUIRES: is_utf8(text).
std::string fold(std::string_view text);

// What is said without how it is spaced: each run of blanks and line ends of any kind as one space,
// none at the ends, no invisible characters, letters composed (Unicode NFC). Case is kept.
// REQUIRES: is_utf8(text).
std::string squeeze(std::string_view text);

// A person's name as it can stand amid other text: squeezed, with at most three marks on a letter;
// a name with letters that are written from right to left does not turn what follows it.
// REQUIRES: is_utf8(text).
std::string legible(std::string_view text);

// The candidate with the smallest edit distance to `word`, or "" when none is near (over a third of
// it).
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace base
