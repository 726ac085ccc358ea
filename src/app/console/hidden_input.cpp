#include "app/console/hidden_input.h"

#include <ostream>

#include <termios.h>
#include <unistd.h>

namespace app {
namespace {

constexpr char kInterrupt = 3;  // Ctrl+C
constexpr char kEnd = 4;        // Ctrl+D
constexpr char kBackspace = 8;  // or:
constexpr char kDelete = 127;

// While it lives, the terminal shows nothing and hands on every key: Ctrl+C must not end the
// process with the terminal still silent.
class SilentTerminal {
 public:
  SilentTerminal() {
    tcgetattr(STDIN_FILENO, &before_);
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios before_{};
};

// Takes the last character of UTF-8.
void take_back(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
    text.pop_back();
  }
  if (!text.empty()) {
    text.pop_back();
  }
}

base::Result<std::string> read_keys() {
  std::string text;
  for (char key = 0; read(STDIN_FILENO, &key, 1) == 1;) {
    if (key == '\n' || key == '\r') {
      return text;
    }
    if (key == kInterrupt || key == kEnd) {
      break;
    }
    if (key == kBackspace || key == kDelete) {
      take_back(text);
    } else {
      text += key;
    }
  }
  return base::invalid("No password was given.");
}

}  // namespace

base::Result<std::string> ask_hidden(Console& console, std::string_view question) {
  const SilentTerminal silence;
  console.err << question << std::flush;
  auto answer = read_keys();
  console.err << '\n' << std::flush;
  return answer;
}

base::Result<std::optional<std::string>> ask_hidden_twice(Console& console,
                                                          std::string_view question) {
  const auto first = ask_hidden(console, question);
  if (!first) {
    return std::unexpected(first.error());
  }
  const auto second = ask_hidden(console, "Once more: ");
  if (!second) {
    return std::unexpected(second.error());
  }
  return *first == *second ? std::optional(*first) : std::nullopt;
}

}  // namespace app
