// Errors that a caller can act on.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace base {

// What the caller can do about it; front ends map it to an exit code, an HTTP status or a screen.
enum class ErrorKind {
  invalid,      // the input is wrong: say what it should look like
  not_found,    // names something that is not there
  conflict,     // the state does not allow it (sold, already decided, not enough money)
  forbidden,    // the caller may not
  unavailable,  // a database or a peer does not answer: try again later
  internal,     // a defect or a damaged store; `message` is for the log
};

// `message` is a complete sentence for the operator and never contains a secret.
// Texts for customers come from locales/, keyed by a more specific error enum.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

// Shorthand for `return base::fail(ErrorKind::invalid, "…");`.
inline std::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return std::unexpected(Error{kind, std::move(message)});
}

// The same for the commonest kind.
inline std::unexpected<Error> invalid(std::string message) {
  return fail(ErrorKind::invalid, std::move(message));
}

}  // namespace base
