#include "bot/places/place_screens.h"

namespace bot {

std::string place_title(const Texts& texts, const PlaceWords& words, bool is_empty, MessageId title,
                        Arguments arguments) {
  return is_empty ? texts.text(words.nothing_here) : texts.text(title, arguments);
}

}  // namespace bot
