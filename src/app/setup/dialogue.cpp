#include "app/setup/dialogue.h"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "base/text.h"

namespace app {

base::Error missing_option(std::string_view option, std::string_view what) {
  return {
      base::ErrorKind::invalid,
      fmt::format("{} is missing: {}. Without a terminal each answer is an option.", option, what)};
}

base::Result<std::string> Dialogue::ask(const Question& question,
                                        const std::optional<std::string>& given,
                                        const Check& check) {
  if (given) {
    const auto problem = check(*given);
    return problem ? base::Result<std::string>(
                         base::invalid(fmt::format("{}: {}", question.option, *problem)))
                   : *given;
  }
  if (!asks()) {
    return question.usual.empty() && !question.may_be_empty
               ? base::Result<std::string>(
                     std::unexpected(missing_option(question.option, question.text)))
               : std::string(question.usual);
  }
  while (true) {
    console_.err << question.text
                 << (question.usual.empty() ? "" : fmt::format(" [{}]", question.usual)) << ": "
                 << std::flush;
    auto answer = read_line();
    if (!answer) {
      return answer;
    }
    if (answer->empty() && (question.may_be_empty || !question.usual.empty())) {
      return std::string(question.usual);
    }
    const auto problem =
        answer->empty() ? std::optional<std::string>("An answer is needed.") : check(*answer);
    if (!problem) {
      return answer;
    }
    say(*problem);
  }
}

base::Result<bool> Dialogue::confirm(std::string_view question, bool usual) {
  while (asks()) {
    console_.err << question << (usual ? " [Y/n] " : " [y/N] ") << std::flush;
    const auto answer = read_line();
    if (!answer) {
      return std::unexpected(answer.error());
    }
    const auto word = base::fold(base::is_utf8(*answer) ? *answer : "");
    if (word == "y" || word == "yes" || word == "n" || word == "no") {
      return word.starts_with('y');
    }
    if (answer->empty()) {
      return usual;
    }
    say("Please answer y or n.");
  }
  return usual;
}

void Dialogue::say(std::string_view line) { console_.err << line << '\n' << std::flush; }

void Dialogue::explain(std::string_view line) {
  if (asks()) {
    say(line);
  }
}

base::Result<std::string> Dialogue::read_line() {
  std::string line;
  if (!std::getline(console_.in, line)) {
    return base::invalid("The setup was broken off; nothing was written.");
  }
  return std::string(base::trim(line));
}

}  // namespace app
