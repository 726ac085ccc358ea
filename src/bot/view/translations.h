// Texts for people, in their language.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <locale>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "bot/view/locales.h"

namespace shop {
enum class DepositMethod : std::uint8_t;
}

namespace bot {

// The symbolic id of a text in locales/*.po. Only a literal makes one (its suffix is _msg), or the
// table of the methods of deposits, so that a test finds every id that the code uses.
class MessageId {
 public:
  constexpr const char* c_str() const { return text_; }
  friend constexpr bool operator==(MessageId a, MessageId b) {
    return std::string_view(a.text_) == b.text_;
  }

 private:
  friend consteval MessageId operator""_msg(const char* text, std::size_t length);
  friend MessageId name_of(shop::DepositMethod method);
  constexpr explicit MessageId(const char* text) : text_(text) {}
  const char* text_;
};

consteval MessageId operator""_msg(const char* text, std::size_t /*length*/) {
  return MessageId(text);
}

// Markup: a value that is put into a text as it is.
struct Html {
  std::string text;
};

// The value of the placeholder `{name}`. Text is escaped where the message is HTML; `Html` is not.
// Keeps only a view of the name, which is a literal.
struct Argument {
  std::string_view name;
  std::string value;
  bool is_markup = false;

  Argument(std::string_view placeholder, std::string_view text) : name(placeholder), value(text) {}
  Argument(std::string_view placeholder, const char* text) : name(placeholder), value(text) {}
  Argument(std::string_view placeholder, std::string text)
      : name(placeholder), value(std::move(text)) {}
  Argument(std::string_view placeholder, Html markup)
      : name(placeholder), value(std::move(markup.text)), is_markup(true) {}
  Argument(std::string_view placeholder, std::integral auto number)
      : name(placeholder), value(std::to_string(number)) {}
};

using Arguments = std::initializer_list<Argument>;

// The texts of one language. Safe to read from any thread. An id or argument that is missing is a
// defect that the tests find; the customer then sees the id, or the placeholder as it stands.
class Texts {
 public:
  const std::string& language() const { return language_; }

  // HTML for a message.
  std::string text(MessageId id, Arguments arguments = {}) const;
  // Plain text for a button, a toast or a command's description.
  std::string label(MessageId id, Arguments arguments = {}) const;
  // The same with the plural form for `count`, which also fills {count}.
  std::string plural_text(MessageId id, std::int64_t count, Arguments arguments = {}) const;
  std::string plural_label(MessageId id, std::int64_t count, Arguments arguments = {}) const;

 private:
  friend class Translations;
  explicit Texts(const CompiledLocale& locale);
  const char* find(MessageId id) const;
  const char* find(MessageId id, std::int64_t count) const;

  std::string language_;
  std::locale locale_;
};

// The offered languages. Safe to read from any thread.
class Translations {
 public:
  // `languages` as in the setting LANGUAGES; the first is the fallback.
  // Errors (invalid): none given, or one that `from` has no texts in.
  static base::Result<Translations> load(std::span<const std::string> languages,
                                         std::span<const CompiledLocale> from = compiled_locales());
  // Every language that is built in ("en", "pl").
  static std::vector<std::string> built_in();

  // The texts of `language` ("pl"), or of the fallback when it is absent or not offered.
  const Texts& in(const std::optional<std::string>& language) const;
  const std::vector<Texts>& all() const { return languages_; }
  // The offered language that Telegram's tag ("pl", "pl-PL") means, if there is one.
  std::optional<std::string> match(std::string_view language_tag) const;

 private:
  explicit Translations(std::vector<Texts> languages) : languages_(std::move(languages)) {}
  std::vector<Texts> languages_;
};

}  // namespace bot
