// Drives the bot as a person does: sends texts, presses buttons of the screen that is shown.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "bot/updates/context.h"
#include "bot/updates/reply.h"
#include "bot/updates/visit.h"
#include "shop/core/outbox.h"
#include "shop/stock/product.h"
#include "shop/testing/voucher.h"
#include "support/on_both_engines.h"
#include "telegram/types.h"

namespace bot {

// The whole bot without the network, on a database of the test's own. Every reply is checked
// against the Bot API's limits before the test sees it.
class Conversation : public support::OnBothEngines {
 protected:
  // Owner 1; customers speak English unless their id is kPolishCustomer.
  static constexpr std::int64_t kOwner = 1;
  static constexpr std::int64_t kCustomer = 1001;
  static constexpr std::int64_t kOtherCustomer = 1002;
  static constexpr std::int64_t kPolishCustomer = 1003;

  Conversation();

  Reply say(std::int64_t who, std::string_view text);
  // The same as a reply to an earlier message.
  Reply reply_to(std::int64_t who, std::int64_t message_id, std::string_view text);
  Reply send_photo(std::int64_t who, std::string file_id, std::string_view caption = "");
  // Sends a location, a file.
  Reply send_location(std::int64_t who, base::Coordinate latitude, base::Coordinate longitude);
  Reply send_file(std::int64_t who, std::string_view name, std::optional<std::string> contents);
  Reply send_voice(std::int64_t who);
  // Presses the button with that label; fails the test when the screen has none.
  Reply press(std::int64_t who, std::string_view label);
  // Presses a button that may never have been shown.
  Reply press_data(std::int64_t who, std::string_view data);
  // Sends a file as it is.
  Reply send_file(std::int64_t who, const telegram::Document& file);
  // Pays an invoice that the bot has sent.
  Reply pay(std::int64_t who, const Invoice& invoice);
  // The text of the current screen, and whether it has the button.
  const std::string& text_of(std::int64_t who) { return screens_[who].text; }
  bool has_button(std::int64_t who, std::string_view label);
  // Whether it stands below a picture.
  bool has_picture(std::int64_t who) { return in_photo_.contains(who); }
  const Screen& screen_of(std::int64_t who) { return screens_[who]; }

  // Adds `units` equal units; returns the id of the first.
  std::int64_t stock(const shop::NewProduct& product, int units = 1);
  void give_money(std::int64_t who, base::Money amount);
  void give_money(std::int64_t who, std::int64_t units) {
    give_money(who, base::Money::units(units));
  }
  std::string balance(std::int64_t who);
  // The notices that wait to be sent to the customer.
  std::vector<shop::ClaimedNotice> outbox(std::int64_t who);
  // Whether the last update enqueued something that is sent at once.
  bool has_woken_outbox() const { return has_woken_outbox_; }
  // What the last update that wrote asked of the database.
  int awaited_statements() const { return awaited_statements_; }
  int deferred_statements() const { return deferred_statements_; }
  // Products, figures and customers as text, to see that nothing changed.
  std::string state_of_shop();
  // Of all buttons, customers' and owners'.
  std::vector<std::string> callback_tags() const { return router_.callback_tags(); }
  const Navigation& navigation() const { return router_.navigation(); }
  // Walks from /shop to the card of the only offer there is.
  void walk_to_product(std::int64_t who, std::string_view offer_label);

  std::map<std::int64_t, std::string> names{
      {kOwner, "Olga"}, {kCustomer, "Ann"}, {kOtherCustomer, "Bob"}, {kPolishCustomer, "Celina"}};
  ShopSettings settings;  // before what is set in the chat
  base::ManualClock clock;

 private:
  Reply handle(const telegram::Update& update);
  void show_screen(std::int64_t who, const Reply& reply);
  Visit visit_read(const Incoming& incoming, const Context& context);
  ShopSettings settings_now();
  Visit visit_counted(db::Tx& tx, const Incoming& incoming, const Context& context);
  telegram::Message message_of(std::int64_t who) const;
  telegram::User user(std::int64_t who) const;

  Router router_;
  Translations translations_;
  base::SeededRandom random_{7};
  std::int64_t next_update_id_ = 1;
  std::int64_t next_key_ = 1;
  std::map<std::int64_t, Screen> screens_;
  std::set<std::int64_t> in_photo_;           // whose screen stands below a picture
  std::optional<std::string> file_contents_;  // of the file that was sent last
  bool has_woken_outbox_ = false;
  int awaited_statements_ = 0;
  int deferred_statements_ = 0;
};

using shop::voucher;

// Checks the Bot API's limits: lengths, balanced tags, callback data.
void expect_sendable(const Screen& screen);

}  // namespace bot
