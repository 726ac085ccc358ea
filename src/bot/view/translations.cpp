#include "bot/view/translations.h"

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <limits>

#include "base/text.h"

namespace bot {
namespace {

namespace gettext = boost::locale::gnu_gettext;
using Messages = boost::locale::message_format<char>;

constexpr int kDomain = 0;
constexpr const char* kNoContext = nullptr;

enum class Form { html, plain };

// Only the gettext facet; uses neither a locale of the system nor ICU.
std::locale with_messages(const CompiledLocale& locale) {
  gettext::messages_info info;
  info.language = locale.language;
  info.encoding = "UTF-8";
  info.domains = {gettext::messages_info::domain("kram")};
  info.paths = {"embedded"};
  info.callback = [&locale](const std::string&, const std::string&) {
    return std::vector<char>(locale.mo.begin(), locale.mo.end());
  };
  return {std::locale::classic(), gettext::create_messages_facet<char>(info)};
}

void append_value(std::string& out, const Argument& argument, Form form) {
  if (form == Form::html && !argument.is_markup) {
    out += base::escape_html(argument.value);
  } else {
    out += argument.value;
  }
}

const Argument* argument_named(std::string_view name, Arguments arguments) {
  const auto* const found = std::ranges::find(arguments, name, &Argument::name);
  return found == arguments.end() ? nullptr : found;
}

std::string fill(std::string_view pattern, std::optional<std::int64_t> count, Arguments arguments,
                 Form form) {
  std::string out;
  out.reserve(pattern.size() + 64);
  while (true) {
    const auto open = pattern.find('{');
    const auto close = open == pattern.npos ? pattern.npos : pattern.find('}', open);
    if (close == pattern.npos) {
      return out.append(pattern);
    }
    out.append(pattern.substr(0, open));
    const auto name = pattern.substr(open + 1, close - open - 1);
    if (const Argument* argument = argument_named(name, arguments)) {
      append_value(out, *argument, form);
    } else if (count && name == "count") {
      out += std::to_string(*count);
    } else {
      out.append(pattern.substr(open, close - open + 1));
    }
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace

Texts::Texts(const CompiledLocale& locale)
    : language_(locale.language), locale_(with_messages(locale)) {}

const char* Texts::find(MessageId id) const {
  const char* found = std::use_facet<Messages>(locale_).get(kDomain, kNoContext, id.c_str());
  return found ? found : id.c_str();
}

const char* Texts::find(MessageId id, std::int64_t count) const {
  const auto clamped =
      static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max()));
  const char* found =
      std::use_facet<Messages>(locale_).get(kDomain, kNoContext, id.c_str(), clamped);
  return found ? found : id.c_str();
}

std::string Texts::text(MessageId id, Arguments arguments) const {
  return fill(find(id), std::nullopt, arguments, Form::html);
}

std::string Texts::label(MessageId id, Arguments arguments) const {
  return fill(find(id), std::nullopt, arguments, Form::plain);
}

std::string Texts::plural_text(MessageId id, std::int64_t count, Arguments arguments) const {
  return fill(find(id, count), count, arguments, Form::html);
}

std::string Texts::plural_label(MessageId id, std::int64_t count, Arguments arguments) const {
  return fill(find(id, count), count, arguments, Form::plain);
}

base::Result<Translations> Translations::load(std::span<const std::string> languages,
                                              std::span<const CompiledLocale> from) {
  if (languages.empty()) {
    return base::invalid("LANGUAGES names no language.");
  }
  std::vector<Texts> loaded;
  for (const auto& language : languages) {
    const auto locale = std::ranges::find(from, language, &CompiledLocale::language);
    if (locale == from.end()) {
      return base::invalid("LANGUAGES names '" + language + "', which Kram has no texts in.");
    }
    loaded.push_back(Texts(*locale));
  }
  return Translations(std::move(loaded));
}

std::vector<std::string> Translations::built_in() {
  std::vector<std::string> languages;
  for (const auto& locale : compiled_locales()) {
    languages.emplace_back(locale.language);
  }
  return languages;
}

const Texts& Translations::in(const std::optional<std::string>& language) const {
  const auto found =
      language ? std::ranges::find(languages_, *language, &Texts::language) : languages_.begin();
  return found == languages_.end() ? languages_.front() : *found;
}

std::optional<std::string> Translations::match(std::string_view language_tag) const {
  const auto primary = language_tag.substr(0, language_tag.find('-'));
  const auto found = std::ranges::find(languages_, primary, &Texts::language);
  return found == languages_.end() ? std::nullopt : std::optional(found->language());
}

}  // namespace bot
