// A customer or the owner of a test, who does things as fast as the shop's throttle allows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "sandbox/server/user.h"

namespace e2e {

// What sandbox::User does, on a clock that stands still: each act takes the time that it takes a
// person. REQUIRES: the clock outlives it.
class Person {
 public:
  Person(sandbox::User user, base::ManualClock& clock) : user_(user), clock_(&clock) {}

  std::int64_t id() const { return user_.id(); }
  // The rest of what people do and see.
  sandbox::User& chat() { return user_; }

  void says(std::string text);
  // A PNG or JPEG.
  void sends_photo(std::string bytes);
  void forwards(const sandbox::Message& message);
  // What is no picture to the shop.
  void sends_document(std::string file_name, std::string mime_type, std::int64_t bytes_count);
  void sends_sticker();
  // Presses the button and waits until the press is answered.
  sandbox::CallbackAnswer presses(std::string_view label);
  sandbox::CallbackAnswer presses_data(std::string data);
  // In a message as it was when it was read, though it may have changed since.
  sandbox::CallbackAnswer presses_in(const sandbox::Message& message, std::string_view label);

  // Without waiting: while updates are held, nobody answers.
  sandbox::Press starts_press(std::string_view label);
  sandbox::Press starts_press_in(const sandbox::Message& message, std::string_view label);

  // A message with that text that came or changed since the last act.
  sandbox::Message sees(std::string_view text) const { return user_.wait_for(text); }
  sandbox::Message sees_photo() const;
  sandbox::Message sees_location() const;

  // From /shop to the card of the voucher.
  void walks_to_voucher();
  // From there to a reservation and the order. Nothing is waited for after the last press.
  void buys_voucher();

 private:
  void takes(std::chrono::milliseconds time) { clock_->advance(time); }

  sandbox::User user_;
  base::ManualClock* clock_;
};

}  // namespace e2e
