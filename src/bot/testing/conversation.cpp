#include "bot/testing/conversation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "bot/admin/routes.h"
#include "bot/customer/routes.h"
#include "json/json.h"
#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "shop/reports/statistics.h"
#include "support/counted_tx.h"

namespace bot {
namespace {

Translations both_languages() {
  const std::vector<std::string> languages{"en", "pl"};
  return *Translations::load(languages);
}

// Returns the text as it is shown: without entities and tags, which must be closed in order.
std::string visible(std::string_view html) {
  std::string text;
  std::vector<std::string> open;
  while (!html.empty()) {
    if (html.front() != '<') {
      const auto end = html.front() == '&' ? html.find(';') : 0;
      text += html.front();
      html.remove_prefix(end == html.npos ? 1 : end + 1);
      continue;
    }
    const auto close = html.find('>');
    EXPECT_NE(close, html.npos) << "an unescaped <";
    const std::string tag(html.substr(1, close - 1));
    if (tag.starts_with("/")) {
      EXPECT_FALSE(open.empty());
      EXPECT_EQ(open.empty() ? "" : open.back(), tag.substr(1));
      open.pop_back();
    } else {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
    html.remove_prefix(close + 1);
  }
  EXPECT_TRUE(open.empty()) << "an unclosed tag";
  return text;
}

// The button with that label, else the first whose label begins with it.
const Button* find_button(const Screen& screen, std::string_view label) {
  const Button* beginning = nullptr;
  for (const auto& row : screen.rows) {
    for (const Button& button : row) {
      if (button.label == label) {
        return &button;
      }
      if (!beginning && button.label.starts_with(label)) {
        beginning = &button;
      }
    }
  }
  return beginning;
}

}  // namespace

void expect_sendable(const Screen& screen) {
  const auto units = base::utf16_length(visible(screen.text));
  EXPECT_GE(units, 1U);
  EXPECT_LE(units, 4096U);
  for (const auto& row : screen.rows) {
    EXPECT_FALSE(row.empty());
    EXPECT_LE(row.size(), 8U);
    for (const Button& button : row) {
      EXPECT_FALSE(button.label.empty());
      EXPECT_LE(base::utf16_length(button.label), kMaxLabelUnits) << button.label;
      const int actions = static_cast<int>(!button.callback_data.empty()) +
                          static_cast<int>(!button.url.empty()) +
                          static_cast<int>(!button.copy_text.empty());
      EXPECT_EQ(actions, 1) << button.label;
      EXPECT_LE(base::utf16_length(button.copy_text), kMaxCopyUnits);
      EXPECT_LE(button.callback_data.size(), kMaxCallbackBytes);
    }
  }
}

Conversation::Conversation()
    : clock(*base::parse_timestamp("2026-11-24T08:00:00Z")), translations_(both_languages()) {
  settings.bot_username = "kram_test_bot";
  settings.owner_ids = {kOwner};
  settings.support_contact = "@shop_help";
  customer::add_routes(router_);
  admin::add_routes(router_);
}

telegram::User Conversation::user(std::int64_t who) const {
  const auto name = names.find(who);
  telegram::User user;
  user.id = who;
  user.first_name = name == names.end() ? "Somebody" : name->second;
  user.language_code = who == kPolishCustomer ? "pl" : "en";
  return user;
}

telegram::Message Conversation::message_of(std::int64_t who) const {
  telegram::Message message;
  message.message_id = next_update_id_;
  message.from = user(who);
  message.date = 1;
  message.chat.id = who;
  message.chat.type = "private";
  return message;
}

Reply Conversation::say(std::int64_t who, std::string_view text) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->text = std::string(text);
  return handle(update);
}

Reply Conversation::reply_to(std::int64_t who, std::int64_t message_id, std::string_view text) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->text = std::string(text);
  update.message->reply_to_message = telegram::RepliedMessage{.message_id = message_id};
  return handle(update);
}

Reply Conversation::send_photo(std::int64_t who, std::string file_id, std::string_view caption) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->caption = std::string(caption);
  update.message->photo = {{.file_id = file_id, .file_unique_id = "u" + file_id}};
  return handle(update);
}

Reply Conversation::send_file(std::int64_t who, const telegram::Document& file) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->document = file;
  return handle(update);
}

Reply Conversation::send_location(std::int64_t who, base::Coordinate latitude,
                                  base::Coordinate longitude) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->location = telegram::Location{latitude, longitude};
  return handle(update);
}

Reply Conversation::send_file(std::int64_t who, std::string_view name,
                              std::optional<std::string> contents) {
  file_contents_ = std::move(contents);
  telegram::Update update;
  update.message = message_of(who);
  telegram::Document document;
  document.file_id = "file";
  document.file_name = name;
  update.message->document = std::move(document);
  return handle(update);
}

Reply Conversation::send_voice(std::int64_t who) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->voice.emplace();
  return handle(update);
}

Reply Conversation::pay(std::int64_t who, const Invoice& invoice) {
  telegram::Update update;
  update.message = message_of(who);
  update.message->successful_payment = telegram::SuccessfulPayment{
      .currency = "XTR",
      .total_amount = invoice.stars,
      .invoice_payload = invoice.payload,
      .telegram_payment_charge_id = fmt::format("charge {}", next_update_id_)};
  return handle(update);
}

Reply Conversation::press(std::int64_t who, std::string_view label) {
  const Button* button = find_button(screens_[who], label);
  if (button == nullptr) {
    ADD_FAILURE() << "no button " << label << " below: " << screens_[who].text;
    return {};
  }
  return press_data(who, std::string(button->callback_data));
}

Reply Conversation::press_data(std::int64_t who, std::string_view data) {
  telegram::Message message;
  message.message_id = 1;
  message.date = 1;
  message.chat.id = who;
  message.chat.type = "private";
  if (has_picture(who)) {
    message.photo.push_back({.file_id = "shown", .file_unique_id = "shown"});
  }
  telegram::CallbackQuery query;
  query.id = fmt::format("press {}", next_update_id_);
  query.from = user(who);
  query.message = std::move(message);
  query.data = std::string(data);
  telegram::Update update;
  update.callback_query = std::move(query);
  return handle(update);
}

bool Conversation::has_button(std::int64_t who, std::string_view label) {
  return find_button(screens_[who], label) != nullptr;
}

Visit Conversation::visit_counted(db::Tx& tx, const Incoming& incoming, const Context& context) {
  support::CountedTx counted(tx);
  auto visited = visit(counted, db::Access::write, incoming, context);
  if (counted.take_announcement()) {
    tx.announce();
  }
  awaited_statements_ = counted.awaited();
  deferred_statements_ = counted.deferred();
  return visited;
}

void Conversation::show_screen(std::int64_t who, const Reply& reply) {
  expect_sendable(*reply.screen);
  screens_[who] = *reply.screen;
  in_photo_.erase(who);
  if (const auto& picture = reply.picture_above) {
    EXPECT_LE(base::utf16_length(visible(reply.screen->text)), kMaxCaptionUnits);
    EXPECT_NE(picture->file_id.empty(), picture->jpeg.empty()) << "one of the two is sent";
    in_photo_.insert(who);
  }
}

Visit Conversation::visit_read(const Incoming& incoming, const Context& context) {
  return read([&](db::Tx& tx) { return visit(tx, db::Access::read, incoming, context); });
}

// As the running shop has them: those of the test, and what is set in the chat.
ShopSettings Conversation::settings_now() {
  ShopSettings now = settings;
  now.base.values = owner_settings_of(settings);
  const auto stored = read(shop::stored_settings);
  apply(now, shop::with_stored(now.base.values, stored, now.base.locked));
  return now;
}

// Does what the dispatcher does, without the network.
Reply Conversation::handle(const telegram::Update& received) {
  telegram::Update update = received;
  update.update_id = next_update_id_++;
  Incoming incoming = *read_incoming(update);
  const LiveSettings live(settings_now());
  const Context context{router_, translations_, live, clock, random_};
  has_woken_outbox_ = false;
  const auto listening = database().listen([this] { has_woken_outbox_ = true; });
  Visit visited;
  if (access_for(incoming, context) == db::Access::read) {
    visited = visit_read(incoming, context);
    if (visited.outcome == Visit::Outcome::needs_file) {
      incoming.file->is_fetched = true;
      incoming.file->contents = file_contents_;
      visited.outcome = Visit::Outcome::needs_write;
    }
  } else {
    visited.outcome = Visit::Outcome::needs_write;
  }
  if (visited.outcome == Visit::Outcome::needs_write) {
    visited = transact([&](db::Tx& tx) { return visit_counted(tx, incoming, context); });
  }
  EXPECT_EQ(visited.outcome, Visit::Outcome::replied);
  EXPECT_LE(base::utf16_length(visited.reply.toast), 200U);
  if (visited.reply.screen) {
    show_screen(incoming.sender.id, visited.reply);
  }
  return visited.reply;
}

std::int64_t Conversation::stock(const shop::NewProduct& product, int units) {
  const std::vector<shop::NewProduct> products(static_cast<std::size_t>(units), product);
  return transact([&](db::Tx& tx) {
    shop::insert_products(tx, products, clock.now());
    const auto newest =
        shop::list_products(tx, {}, shop::ProductSort::id, /*descending=*/true, {0, units});
    return newest.items.back().id;
  });
}

void Conversation::give_money(std::int64_t who, base::Money amount) {
  const shop::Adjustment adjustment{.user_id = who,
                                    .amount = amount,
                                    .reason = "test",
                                    .idempotency_key = fmt::format("test {}", next_key_++)};
  transact([&](db::Tx& tx) {
    return shop::adjust(tx, adjustment, shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(),
                        clock.now())
        .value();
  });
}

std::string Conversation::balance(std::int64_t who) {
  return read([&](db::Tx& tx) { return shop::find_customer(tx, who)->balance.decimal(); });
}

std::vector<shop::ClaimedNotice> Conversation::outbox(std::int64_t who) {
  const auto claimed = transact([&](db::Tx& tx) {
    return shop::claim(tx, clock.now(), 1000, {.name = "test", .lease = std::chrono::seconds(0)});
  });
  std::vector<shop::ClaimedNotice> own;
  for (const shop::ClaimedNotice& notice : claimed) {
    if (notice.user_id == who) {
      own.push_back(notice);
    }
  }
  return own;
}

std::string Conversation::state_of_shop() {
  return read([this](db::Tx& tx) {
    const auto products =
        shop::list_products(tx, {}, shop::ProductSort::id, /*descending=*/false, {0, 1000});
    std::string state = json::to_text(products.items);
    state += json::to_text(shop::count_everything(tx, clock.now()));
    for (const auto& [id, name] : names) {
      if (const auto customer = shop::find_customer(tx, id)) {
        state += json::to_text(*customer);
      }
    }
    return state;
  });
}

void Conversation::walk_to_product(std::int64_t who, std::string_view offer_label) {
  say(who, "/shop");
  for (const auto* place : {"Warsaw", "Center", "Vouchers"}) {
    if (has_button(who, place)) {
      press(who, place);
    }
  }
  press(who, offer_label);
}

}  // namespace bot
