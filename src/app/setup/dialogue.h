// Questions of a command, answered by a person at a terminal or by an option.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/console/console.h"
#include "base/error.h"

namespace app {

// Asks on `console.err`, so that standard output holds results. Every question has an option; where
// nobody can be asked, a missing answer is an error that names it.
class Dialogue {
 public:
  struct Question {
    std::string text;             // "Your bot's token"
    std::string_view option;      // "--token"
    std::string_view usual = "";  // taken for an empty line; "" asks again
    bool may_be_empty = false;
  };
  // Why an answer does not do, or nothing.
  using Check = std::function<std::optional<std::string>(const std::string&)>;

  explicit Dialogue(Console& console) : console_(console) {}

  bool asks() const { return console_.asks_person; }

  // The option's value where it is given (an error when it does not do), else the answer; asks
  // again until it does. Without a terminal, what may be missing is `usual`. Errors (invalid): a
  // needed answer is missing, or the person has broken off.
  base::Result<std::string> ask(const Question& question, const std::optional<std::string>& given,
                                const Check& check);

  // Yes or no; `usual` for an empty line, and where nobody can be asked.
  base::Result<bool> confirm(std::string_view question, bool usual);

  void say(std::string_view line);
  // Only to a person who is asked.
  void explain(std::string_view line);

 private:
  base::Result<std::string> read_line();

  Console& console_;
};

// Nobody can be asked for what this option gives.
base::Error missing_option(std::string_view option, std::string_view what);

}  // namespace app
