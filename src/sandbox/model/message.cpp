#include "sandbox/model/message.h"

#include <string_view>
#include <utility>

#include "base/text.h"

namespace sandbox {
namespace {

std::string start_tag(const Entity& entity) {
  if (entity.type == "bold") {
    return "<b>";
  }
  if (entity.type == "italic") {
    return "<i>";
  }
  if (entity.type == "underline") {
    return "<u>";
  }
  if (entity.type == "strikethrough") {
    return "<s>";
  }
  if (entity.type == "spoiler") {
    return "<tg-spoiler>";
  }
  if (entity.type == "code") {
    return "<code>";
  }
  if (entity.type == "blockquote") {
    return "<blockquote>";
  }
  if (entity.type == "expandable_blockquote") {
    return "<blockquote expandable>";
  }
  if (entity.type == "text_link") {
    return "<a href=\"" + base::escape_html(entity.argument) + "\">";
  }
  if (entity.type == "custom_emoji") {
    return "<tg-emoji emoji-id=\"" + entity.argument + "\">";
  }
  if (entity.type == "pre" && entity.argument.empty()) {
    return "<pre>";
  }
  if (entity.type == "pre") {
    return "<pre><code class=\"language-" + base::escape_html(entity.argument) + "\">";
  }
  return "";  // entities that Telegram finds itself, such as bot_command
}

std::string end_tag(const Entity& entity) {
  if (entity.type == "bold") {
    return "</b>";
  }
  if (entity.type == "italic") {
    return "</i>";
  }
  if (entity.type == "underline") {
    return "</u>";
  }
  if (entity.type == "strikethrough") {
    return "</s>";
  }
  if (entity.type == "spoiler") {
    return "</tg-spoiler>";
  }
  if (entity.type == "code") {
    return "</code>";
  }
  if (entity.type == "blockquote" || entity.type == "expandable_blockquote") {
    return "</blockquote>";
  }
  if (entity.type == "text_link") {
    return "</a>";
  }
  if (entity.type == "custom_emoji") {
    return "</tg-emoji>";
  }
  if (entity.type == "pre") {
    return entity.argument.empty() ? "</pre>" : "</code></pre>";
  }
  return "";
}

std::size_t character_bytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::string to_html(const FormattedText& content) {
  std::string html;
  std::vector<const Entity*> open;
  std::size_t next = 0;
  std::size_t units = 0;
  const auto close_ended = [&] {
    while (!open.empty() && open.back()->offset + open.back()->length <= units) {
      html += end_tag(*open.back());
      open.pop_back();
    }
  };
  for (std::size_t at = 0; at < content.text.size();) {
    close_ended();
    for (; next < content.entities.size() && content.entities[next].offset <= units; ++next) {
      html += start_tag(content.entities[next]);
      open.push_back(&content.entities[next]);
    }
    const std::size_t bytes = character_bytes(content.text[at]);
    html += base::escape_html(std::string_view(content.text).substr(at, bytes));
    units += bytes == 4 ? 2 : 1;
    at += bytes;
  }
  close_ended();
  return html;
}

}  // namespace sandbox
