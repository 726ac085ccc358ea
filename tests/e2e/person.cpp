#include "e2e/person.h"

#include <utility>

namespace e2e {
namespace {

// The shop's throttle allows two messages and five presses a second.
constexpr std::chrono::milliseconds kMessageTime{500};
constexpr std::chrono::milliseconds kPressTime{200};

}  // namespace

void Person::says(std::string text) {
  takes(kMessageTime);
  user_.send_text(std::move(text));
}

void Person::sends_photo(std::string bytes) {
  takes(kMessageTime);
  user_.send_photo(std::move(bytes));
}

void Person::forwards(const sandbox::Message& message) {
  takes(kMessageTime);
  user_.forward(message);
}

void Person::sends_document(std::string file_name, std::string mime_type,
                            std::int64_t bytes_count) {
  takes(kMessageTime);
  user_.send_document(std::move(file_name), std::move(mime_type), bytes_count);
}

void Person::sends_sticker() {
  takes(kMessageTime);
  user_.send_sticker();
}

sandbox::CallbackAnswer Person::presses(std::string_view label) {
  return user_.answer_to(starts_press(label));
}

sandbox::CallbackAnswer Person::presses_data(std::string data) {
  takes(kPressTime);
  return user_.answer_to(user_.press_data(std::move(data)));
}

sandbox::CallbackAnswer Person::presses_in(const sandbox::Message& message,
                                           std::string_view label) {
  return user_.answer_to(starts_press_in(message, label));
}

sandbox::Press Person::starts_press_in(const sandbox::Message& message, std::string_view label) {
  takes(kPressTime);
  return user_.press_in(message, label);
}

sandbox::Press Person::starts_press(std::string_view label) {
  takes(kPressTime);
  return user_.press(label);
}

sandbox::Message Person::sees_photo() const {
  return user_.wait_for([](const sandbox::Message& message) { return message.photo.has_value(); });
}

sandbox::Message Person::sees_location() const {
  return user_.wait_for(
      [](const sandbox::Message& message) { return message.location.has_value(); });
}

void Person::walks_to_voucher() { walks_to_voucher_from("/shop"); }

void Person::opens_discount_of_voucher() { walks_to_voucher_from("/set_discount"); }

void Person::walks_to_voucher_from(std::string_view command) {
  says(std::string(command));
  presses("Warsaw");
  presses("Center");
  presses("Vouchers");
  presses("Book voucher");
}

void Person::buys_voucher() {
  walks_to_voucher();
  presses("Buy");
  presses("Confirm Purchase");
}

}  // namespace e2e
