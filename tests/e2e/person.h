// A simulated customer or owner who acts as fast as the shop's throttle allows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "sandbox/server/user.h"

namespace e2e {

// A sandbox::User on a manual clock: each action advances it by the time that the throttle
// requires. REQUIRES: the clock outlives it.
class Person {
 public:
  Person(sandbox::User user, base::ManualClock& clock) : user_(user), clock_(&clock) {}

  std::int64_t id() const { return user_.id(); }
  // The other actions of a user.
  sandbox::User& chat() { return user_; }

  void says(std::string text);
  // Answers that message.
  void replies_to(const sandbox::Message& message, std::string text);
  // Sends a PNG or JPEG.
  void sends_photo(std::string bytes);
  void forwards(const sandbox::Message& message);
  // Sends a file that the shop does not accept as a photo.
  void sends_document(std::string file_name, std::string mime_type, std::int64_t bytes_count);
  // The same with its bytes, which the shop may download.
  void sends_file(std::string file_name, std::string mime_type, std::string bytes);
  void sends_sticker();
  // Presses the button and waits until the press is answered.
  sandbox::CallbackAnswer presses(std::string_view label);
  sandbox::CallbackAnswer presses_data(std::string data);
  // Presses the button of a message as it was when it was read; it may have changed since.
  sandbox::CallbackAnswer presses_in(const sandbox::Message& message, std::string_view label);

  // Presses without waiting for an answer: while updates are held back, there is none.
  sandbox::Press starts_press(std::string_view label);
  sandbox::Press starts_press_in(const sandbox::Message& message, std::string_view label);

  // Waits for a message with that text that came or changed since the last action.
  sandbox::Message sees(std::string_view text) const { return user_.wait_for(text); }
  sandbox::Message sees_photo() const;
  sandbox::Message sees_location() const;

  // Goes from /shop to the card of the voucher.
  void walks_to_voucher();
  // Reserves and orders it from there. Does not wait after the last press.
  void buys_voucher();
  // An owner goes from /set_discount to the question for its percentage.
  void opens_discount_of_voucher();

 private:
  void walks_to_voucher_from(std::string_view command);
  void takes(std::chrono::milliseconds time) { clock_->advance(time); }

  sandbox::User user_;
  base::ManualClock* clock_;
};

}  // namespace e2e
