#include "bot/places/place_screens.h"

#include <algorithm>

namespace bot {

std::string place_title(const Texts& texts, const PlaceWords& words, bool is_empty, MessageId title,
                        Arguments arguments) {
  return is_empty ? texts.text(words.nothing_here) : texts.text(title, arguments);
}

bool has_other(const shop::Slice<shop::Entry>& entries, std::string_view name) {
  return std::ranges::any_of(entries.items,
                             [name](const shop::Entry& entry) { return entry.name != name; });
}

std::optional<std::int64_t> only_choice(const shop::Slice<shop::Entry>& entries, int offset) {
  const bool is_only = offset == 0 && entries.items.size() == 1 && !entries.has_more;
  return is_only ? std::optional(entries.items.front().product_id) : std::nullopt;
}

}  // namespace bot
