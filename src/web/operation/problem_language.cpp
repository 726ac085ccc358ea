#include "web/operation/problem_language.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstring>
#include <map>
#include <vector>

#include "base/text.h"
#include "web/operation/catalogue.h"
#include "web/operation/preference.h"

namespace web {
namespace {

constexpr std::string_view kValue = "{}";
constexpr std::string_view kSourceLanguage = "en";
constexpr int kNestedMax = 3;  // a value of a pattern may be a text of ours itself

struct Entry {
  std::string_view text;
  std::string_view translation;
};

// The format of GNU gettext's .mo files in this machine's byte order: a magic number, a revision,
// the number of entries, and the places of the tables of (length, place) for both languages.
class Catalogue {
 public:
  explicit Catalogue(std::string_view mo) : mo_(mo) {
    const auto count = number(8);
    for (std::uint32_t i = 0; i < count; ++i) {
      const Entry entry{.text = text(number(12), i), .translation = text(number(16), i)};
      if (entry.text.contains(kValue)) {
        patterns_.push_back(entry);
      } else {
        texts_.emplace(entry.text, entry.translation);
      }
    }
    // The pattern that says most is tried first.
    std::ranges::sort(patterns_, std::greater(), [](const Entry& e) { return e.text.size(); });
  }

  std::optional<std::string> find(std::string_view text, int depth = 0) const {
    if (const auto found = texts_.find(text); found != texts_.end()) {
      return std::string(found->second);
    }
    for (const auto& pattern : patterns_) {
      if (const auto values = values_in(text, pattern.text)) {
        return filled(pattern.translation, *values, depth);
      }
    }
    return std::nullopt;
  }

 private:
  std::uint32_t number(std::size_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, mo_.data() + at, sizeof value);
    return value;
  }
  std::string_view text(std::uint32_t table, std::uint32_t index) const {
    const auto at = table + std::size_t{8} * index;
    return mo_.substr(number(at + 4), number(at));
  }

  // What stands in the places of the pattern's values; empty when the text is not of the pattern.
  static std::optional<std::vector<std::string_view>> values_in(std::string_view text,
                                                                std::string_view pattern) {
    std::vector<std::string_view> values;
    auto gap = pattern.find(kValue);
    if (!text.starts_with(pattern.substr(0, gap))) {
      return std::nullopt;
    }
    text.remove_prefix(gap);
    while (gap != pattern.npos) {
      pattern.remove_prefix(gap + kValue.size());
      gap = pattern.find(kValue);
      const auto literal = pattern.substr(0, gap);
      const bool is_last = gap == pattern.npos;
      const auto end = literal.empty() ? text.size()
                       : is_last
                           ? (text.ends_with(literal) ? text.size() - literal.size() : text.npos)
                           : text.find(literal);
      if (end == text.npos) {
        return std::nullopt;
      }
      values.push_back(text.substr(0, end));
      text.remove_prefix(end + literal.size());
    }
    return values;
  }

  std::string filled(std::string_view pattern, const std::vector<std::string_view>& values,
                     int depth) const {
    std::string text;
    for (const auto value : values) {
      const auto gap = pattern.find(kValue);
      if (gap == pattern.npos) {
        break;  // a translation may leave values out
      }
      const auto inner = depth < kNestedMax ? find(value, depth + 1) : std::nullopt;
      text.append(pattern.substr(0, gap)).append(inner.value_or(std::string(value)));
      pattern.remove_prefix(gap + kValue.size());
    }
    return text.append(pattern);
  }

  std::string_view mo_;
  std::map<std::string_view, std::string_view> texts_;
  std::vector<Entry> patterns_;
};

std::optional<Catalogue> catalogue_of(std::string_view language) {
  const auto found =
      std::ranges::find(compiled_catalogues(), language, &CompiledCatalogue::language);
  return found == compiled_catalogues().end() ? std::nullopt : std::optional(Catalogue(found->mo));
}

bool is_spoken(std::string_view language) {
  return language == kSourceLanguage ||
         std::ranges::find(compiled_catalogues(), language, &CompiledCatalogue::language) !=
             compiled_catalogues().end();
}

std::string_view wanted_by(const net::ServerRequest& request) {
  return request.headers.find("Accept-Language").value_or("");
}

boost::asio::awaitable<net::ServerResponse> answer_translated(const net::Handler& handler,
                                                              const net::ServerRequest& request) {
  auto response = co_await handler(request);
  translate_problem(response, wanted_by(request));
  co_return response;
}

boost::asio::awaitable<net::Admission> admit_translated(const net::Gate& gate,
                                                        const net::ServerRequest& head) {
  auto admission = co_await gate(head);
  if (!admission) {
    translate_problem(admission.error(), wanted_by(head));
  }
  co_return admission;
}

void translate(boost::json::value* text, const Catalogue& catalogue) {
  if (text && text->is_string()) {
    if (auto found = catalogue.find(text->as_string())) {
      *text = *found;
    }
  }
}

}  // namespace

std::optional<std::string> translated(std::string_view text, std::string_view language) {
  const auto catalogue = catalogue_of(language);
  return catalogue ? catalogue->find(text) : std::nullopt;
}

std::string_view language_of(std::string_view accept_language) {
  return preferred(accept_language,
                   [](std::string_view tag) -> std::optional<std::string_view> {
                     const auto language = tag.substr(0, tag.find('-'));
                     return is_spoken(language) ? std::optional(language) : std::nullopt;
                   })
      .value_or(kSourceLanguage);
}

void translate_problem(net::ServerResponse& response, std::string_view accept_language) {
  if (response.headers.find("Content-Type").value_or("") != "application/problem+json") {
    return;
  }
  const auto language = language_of(accept_language);
  const auto catalogue = catalogue_of(language);
  if (!catalogue) {
    return;
  }
  auto problem = boost::json::parse(response.body);
  translate(problem.as_object().if_contains("detail"), *catalogue);
  if (auto* errors = problem.as_object().if_contains("errors")) {
    for (auto& error : errors->as_array()) {
      translate(error.as_object().if_contains("detail"), *catalogue);
    }
  }
  response.body = boost::json::serialize(problem);
  response.headers.set("Content-Language", std::string(language));
}

net::Handler in_senders_language(net::Handler handler) {
  return [handler = std::move(handler)](const net::ServerRequest& request) {
    return answer_translated(handler, request);
  };
}

net::Gate in_senders_language(net::Gate gate) {
  return [gate = std::move(gate)](const net::ServerRequest& head) {
    return admit_translated(gate, head);
  };
}

}  // namespace web
