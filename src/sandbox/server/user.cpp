#include "sandbox/server/user.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "sandbox/api/world.h"
#include "sandbox/model/payments.h"
#include "sandbox/model/people.h"

namespace sandbox {
namespace {

const Chat& chat_of(const State& state, std::int64_t id) { return state.chats.at(id); }

// The newest message that the bot sent or changed since the person's last action.
const Message* find_new(const Chat& chat, const User::Matcher& matches) {
  for (const Message& message : chat.messages | std::views::reverse) {
    const bool is_candidate =
        message.is_from_bot && !message.is_deleted && message.version > chat.last_action;
    if (is_candidate && matches(message)) {
      return &message;
    }
  }
  return nullptr;
}

// The button whose text is `label`, else the first whose text contains it.
const Button* find_button(const Message& message, std::string_view label) {
  const Button* partial = nullptr;
  for (const std::vector<Button>& row : message.keyboard) {
    for (const Button& button : row) {
      if (button.text == label) {
        return &button;
      }
      if (!partial && button.text.contains(label)) {
        partial = &button;
      }
    }
  }
  return partial;
}

std::string describe(const Message& message) {
  std::string text = fmt::format("[{}] {}: {}\n", message.id, message.is_from_bot ? "bot" : "me",
                                 to_html(message.content));
  if (message.photo) {
    text += "  (photo)\n";
  }
  if (message.location) {
    text += fmt::format("  (location {}, {})\n", message.location->latitude.decimal(),
                        message.location->longitude.decimal());
  }
  if (message.invoice) {
    text += fmt::format("  (invoice over {} Stars: {}: {})\n", message.invoice->stars,
                        message.invoice->title, message.invoice->description);
  }
  if (message.payment) {
    text += fmt::format("  ({} Stars {})\n", message.payment->stars,
                        message.payment->is_refund ? "came back" : "paid");
  }
  if (message.attachment) {
    text += "  (" + message.attachment->kind + ")\n";
  }
  for (const std::string& earlier : message.edits) {
    text += "  was: " + earlier + "\n";
  }
  for (const std::vector<Button>& row : message.keyboard) {
    for (const Button& button : row) {
      text += "  [" + button.text + "]";
    }
    text += "\n";
  }
  return message.is_deleted ? text + "  (deleted)\n" : text;
}

}  // namespace

std::int64_t User::send_text(std::string text) {
  return world_->change([&](State& state) {
    return write_text(state, state.chats.at(id_), std::move(text), world_->now()).id;
  });
}

std::int64_t User::send_text_in(std::int64_t topic, std::string text) {
  return world_->change([&](State& state) {
    return write_text(state, state.chats.at(id_), std::move(text), world_->now(), topic).id;
  });
}

std::int64_t User::send_reply(std::int64_t message_id, std::string text) {
  Message message;
  message.content.text = std::move(text);
  message.reply_to = message_id;
  return world_->change([&](State& state) {
    return post(state, state.chats.at(id_), std::move(message), world_->now()).id;
  });
}

void User::delete_topic(std::int64_t topic) {
  world_->change([&](State& state) { state.chats.at(id_).topics.erase(topic); });
}

std::int64_t User::send_command(std::string command) { return send_text(std::move(command)); }

std::int64_t User::send_photo(std::string bytes, std::string caption) {
  const auto id = world_->change([&](State& state) {
    return send_picture(state, state.chats.at(id_), std::move(bytes), std::move(caption),
                        world_->now());
  });
  base::check(id.has_value(), "a test sends a PNG or JPEG");
  return *id;
}

std::int64_t User::forward(const Message& message) {
  Message copy;
  copy.content = message.content;
  copy.photo = message.photo;
  copy.location = message.location;
  return world_->change([&](State& state) {
    return post(state, state.chats.at(id_), std::move(copy), world_->now()).id;
  });
}

std::int64_t User::send_document(std::string file_name, std::string mime_type,
                                 std::int64_t bytes_count) {
  return world_->change([&](State& state) {
    return send_attachment(state, state.chats.at(id_),
                           {.kind = "document",
                            .file_id = "",
                            .file_name = std::move(file_name),
                            .mime_type = std::move(mime_type),
                            .bytes_count = bytes_count},
                           world_->now())
        .id;
  });
}

std::int64_t User::send_file(std::string file_name, std::string mime_type, std::string bytes) {
  return world_->change([&](State& state) {
    return send_attachment(state, state.chats.at(id_),
                           {.kind = "document",
                            .file_id = "",
                            .file_name = std::move(file_name),
                            .mime_type = std::move(mime_type)},
                           world_->now(), std::move(bytes))
        .id;
  });
}

std::int64_t User::send_sticker() { return send_of_kind("sticker"); }

std::int64_t User::send_voice() { return send_of_kind("voice"); }

std::int64_t User::send_of_kind(std::string kind) {
  return world_->change([&](State& state) {
    return send_attachment(
               state, state.chats.at(id_),
               {.kind = std::move(kind), .file_id = "", .file_name = "", .mime_type = ""},
               world_->now())
        .id;
  });
}

Press User::press(std::string_view label) {
  const Message message =
      wait_for([&](const Message& candidate) { return find_button(candidate, label) != nullptr; });
  return press_in(message, label);
}

Press User::press_in(const Message& message, std::string_view label) {
  const Button* button = find_button(message, label);
  if (!button) {
    throw TimedOut(fmt::format("message {} has no button \"{}\"", message.id, label));
  }
  return press_under(message.id, button->callback_data);
}

std::string User::copy(std::string_view label) {
  const auto copied = [&](const Message& message) {
    const Button* button = find_button(message, label);
    return button ? button->copy_text : "";
  };
  return copied(wait_for([&](const Message& candidate) { return !copied(candidate).empty(); }));
}

Press User::press_data(std::string data) {
  const std::optional<Message> under = newest();
  return press_under(under ? under->id : 0, std::move(data));
}

Press User::press_again(const Press& press) { return press_under(press.message_id, press.data); }

Press User::press_under(std::int64_t message_id, std::string data) {
  return world_->change([&](State& state) {
    const std::string id =
        press_button(state, state.chats.at(id_), message_id, data, world_->now());
    return Press{id, message_id, std::move(data)};
  });
}

Payment User::pay() {
  const Message invoice =
      wait_for([](const Message& message) { return message.invoice.has_value(); });
  return payment_of(press_pay(invoice));
}

std::string User::press_pay(const Message& invoice) {
  return world_->change([&](State& state) {
    return start_payment(state, state.chats.at(id_), invoice, world_->now());
  });
}

Payment User::payment_of(const std::string& query_id, std::chrono::milliseconds within) const {
  std::optional<Payment> payment;
  const bool is_met = world_->wait_until(within, [&](const State& state) {
    const Checkout& checkout = state.checkouts.at(query_id);
    if (checkout.answered_at) {
      payment = Payment{checkout.charge_id, checkout.refusal};
    }
    return payment.has_value();
  });
  if (!is_met) {
    throw TimedOut(fmt::format("the pre-checkout of user {} was not answered; the chat:\n{}", id_,
                               transcript()));
  }
  return *std::move(payment);
}

void User::block_bot() {
  world_->change([&](State& state) {
    set_blocked(state, state.chats.at(id_), /*is_blocked=*/true, world_->now());
  });
}

void User::unblock_bot() {
  world_->change([&](State& state) {
    set_blocked(state, state.chats.at(id_), /*is_blocked=*/false, world_->now());
  });
}

Message User::wait_for(const Matcher& matches, std::chrono::milliseconds within) const {
  std::optional<Message> found;
  const bool is_met = world_->wait_until(within, [&](const State& state) {
    const Message* message = find_new(chat_of(state, id_), matches);
    if (message) {
      found = *message;
    }
    return message != nullptr;
  });
  if (!is_met) {
    throw TimedOut(fmt::format("user {} waited in vain; the chat:\n{}", id_, transcript()));
  }
  return *std::move(found);
}

Message User::wait_for(std::string_view part, std::chrono::milliseconds within) const {
  try {
    return wait_for([&](const Message& message) { return message.text().contains(part); }, within);
  } catch (const TimedOut& failure) {
    throw TimedOut(fmt::format("no new message with \"{}\": {}", part, failure.what()));
  }
}

CallbackAnswer User::answer_to(const Press& press, std::chrono::milliseconds within) const {
  std::optional<CallbackAnswer> answer;
  const bool is_met = world_->wait_until(within, [&](const State& state) {
    const Callback& callback = state.callbacks.at(press.callback_id);
    if (callback.answered_at) {
      answer = callback.answer;
    }
    return answer.has_value();
  });
  if (!is_met) {
    throw TimedOut(fmt::format("the callback \"{}\" of user {} was not answered; the chat:\n{}",
                               press.data, id_, transcript()));
  }
  return *std::move(answer);
}

std::vector<Message> User::messages() const {
  return world_->read([&](const State& state) { return chat_of(state, id_).messages; });
}

std::optional<Message> User::newest() const {
  return world_->read([&](const State& state) -> std::optional<Message> {
    for (const Message& message : chat_of(state, id_).messages | std::views::reverse) {
      if (message.is_from_bot && !message.is_deleted) {
        return message;
      }
    }
    return std::nullopt;
  });
}

std::size_t User::count(std::string_view part) const {
  return world_->read([&](const State& state) {
    return static_cast<std::size_t>(
        std::ranges::count_if(chat_of(state, id_).messages, [part](const Message& message) {
          return message.is_from_bot && message.text().contains(part);
        }));
  });
}

std::string User::transcript() const {
  return world_->read([&](const State& state) {
    std::string text;
    for (const Message& message : chat_of(state, id_).messages) {
      text += describe(message);
    }
    return text;
  });
}

}  // namespace sandbox
