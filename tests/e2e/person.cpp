#include "e2e/person.h"

#include <algorithm>
#include <array>
#include <string_view>
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

void Person::replies_to(const sandbox::Message& message, std::string text) {
  takes(kMessageTime);
  user_.send_reply(message.id, std::move(text));
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

void Person::sends_file(std::string file_name, std::string mime_type, std::string bytes) {
  takes(kMessageTime);
  user_.send_file(std::move(file_name), std::move(mime_type), std::move(bytes));
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

namespace {

constexpr std::string_view kVoucher = "Book voucher";

// The button that leads on to the voucher; the walk skips lists with one choice.
std::string_view next_step(const sandbox::Message& shown) {
  for (const auto step :
       std::array<std::string_view, 4>{kVoucher, "Vouchers", "Center", "Warsaw"}) {
    for (const auto& row : shown.keyboard) {
      if (std::ranges::any_of(
              row, [step](const sandbox::Button& button) { return button.text.contains(step); })) {
        return step;
      }
    }
  }
  return "";
}

}  // namespace

void Person::walks_to_voucher() { walks_to_voucher_from("/shop"); }

void Person::opens_discount_of_voucher() { walks_to_voucher_from("/set_discount"); }

void Person::walks_to_voucher_from(std::string_view command) {
  says(std::string(command));
  while (true) {
    const auto screen =
        user_.wait_for([](const sandbox::Message& shown) { return !next_step(shown).empty(); });
    const auto step = next_step(screen);
    presses_in(screen, step);
    if (step == kVoucher) {
      return;
    }
  }
}

void Person::buys_voucher() {
  walks_to_voucher();
  presses("Buy");
  presses("Confirm Purchase");
}

}  // namespace e2e
