#include "chain/keys/private_key.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "chain/keys/base58.h"
#include "chain/keys/bytes.h"

namespace chain {
namespace {

// How extended private keys begin (BIP32, SLIP-132).
constexpr auto kPrefixes =
    std::to_array<std::string_view>({"xprv", "yprv", "zprv", "Yprv", "Zprv", "tprv", "uprv", "vprv",
                                     "Uprv", "Vprv", "Ltpv", "Mtpv", "ttpv"});
constexpr std::ptrdiff_t kSeedWordsMin = 6;  // half of a phrase reveals too much already

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_letter_or_digit(char c) { return is_letter(c) || base::is_ascii_digit(c); }
bool is_letters(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, is_letter);
}

// The longest runs of characters for which `belongs` is true.
std::vector<std::string_view> words_of(std::string_view text, bool (*belongs)(char)) {
  std::vector<std::string_view> words;
  auto start = text.begin();
  while (start != text.end()) {
    start = std::find_if(start, text.end(), belongs);
    const auto end = std::find_if_not(start, text.end(), belongs);
    if (start != end) {
      words.emplace_back(start, end);
    }
    start = end;
  }
  return words;
}

bool is_private_word(std::string_view word) {
  const bool is_wif_or_bip38 =
      word.size() == 51 || word.size() == 52 || (word.size() == 58 && word.starts_with("6P"));
  return (is_wif_or_bip38 && is_base58(word)) ||
         std::ranges::any_of(kPrefixes,
                             [&](std::string_view prefix) { return word.starts_with(prefix); });
}

}  // namespace

bool looks_private(std::string_view text) {
  text = base::trim(text);
  const auto is_not_blank = [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != ','; };
  return (text.size() == 64 && from_hex(text)) ||
         std::ranges::any_of(words_of(text, is_letter_or_digit), is_private_word) ||
         std::ranges::count_if(words_of(text, is_not_blank), is_letters) >= kSeedWordsMin;
}

}  // namespace chain
