#include "telegram/limits.h"

#include <vector>

#include "base/text.h"

namespace telegram {
namespace {

enum class PieceKind { opening_tag, closing_tag, character };

// A tag, an entity or one character; `text` is how it is written.
struct Piece {
  PieceKind kind = PieceKind::character;
  std::string_view text;
  std::size_t units = 0;  // UTF-16 code units that it shows
};

std::size_t utf8_bytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) {
    return 1;
  }
  if (byte < 0xE0) {
    return 2;
  }
  return byte < 0xF0 ? 3 : 4;
}

// Through the next `end`, or "" when there is none.
std::string_view through(std::string_view html, char end) {
  const std::size_t at = html.find(end);
  return at == std::string_view::npos ? std::string_view() : html.substr(0, at + 1);
}

// A stray < or & stands for itself. REQUIRES: html is not empty.
Piece first_piece(std::string_view html) {
  const std::string_view tag = html.front() == '<' ? through(html, '>') : std::string_view();
  if (tag.starts_with("</")) {
    return {.kind = PieceKind::closing_tag, .text = tag};
  }
  if (!tag.empty()) {
    return {.kind = PieceKind::opening_tag, .text = tag};
  }
  const std::string_view entity = html.front() == '&' ? through(html, ';') : std::string_view();
  if (!entity.empty()) {
    return {.text = entity, .units = 1};
  }
  const std::size_t bytes = utf8_bytes(html.front());
  return {.text = html.substr(0, bytes), .units = bytes == 4 ? 2UL : 1UL};
}

// "<a href=…>" → "</a>".
std::string closing_of(std::string_view opening) {
  const std::string_view inside = opening.substr(1, opening.size() - 2);
  return "</" + std::string(inside.substr(0, inside.find(' '))) + ">";
}

// The pieces of `html` while `max_characters` lasts, then what closes the open tags.
std::string cut(std::string_view html, std::size_t max_characters) {
  std::string kept;
  std::vector<std::string> open;
  std::size_t shown = 0;
  while (!html.empty()) {
    const Piece piece = first_piece(html);
    if (shown + piece.units > max_characters) {
      break;
    }
    if (piece.kind == PieceKind::opening_tag) {
      open.push_back(closing_of(piece.text));
    }
    if (piece.kind == PieceKind::closing_tag && !open.empty()) {
      open.pop_back();
    }
    kept += piece.text;
    shown += piece.units;
    html.remove_prefix(piece.text.size());
  }
  kept += "…";
  for (; !open.empty(); open.pop_back()) {
    kept += open.back();
  }
  return kept;
}

}  // namespace

std::size_t visible_length(std::string_view html) {
  std::size_t length = 0;
  while (!html.empty()) {
    const Piece piece = first_piece(html);
    length += piece.units;
    html.remove_prefix(piece.text.size());
  }
  return length;
}

std::string shorten_html(std::string_view html, std::size_t max_characters) {
  if (visible_length(html) <= max_characters) {
    return std::string(html);
  }
  return cut(html, max_characters - 1);
}

std::string shorten_callback_answer(std::string_view text) {
  return base::shorten(text, kCallbackAnswerMax);
}

}  // namespace telegram
