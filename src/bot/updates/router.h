// Which function handles an update.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/updates/navigation.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "bot/view/callback.h"
#include "db/core/database.h"

namespace bot {

// Runs inside the one transaction of the update; may run again. `db::Access::read` handlers get a
// snapshot that refuses writes.
using Handler = std::function<Reply(db::Tx&, const Request&)>;
template <CallbackData T>
using PressHandler = std::function<Reply(db::Tx&, const Request&, const T&)>;
// Handlers of acts are given the proof that the sender may.
template <shop::Act act, CallbackData T>
using ActPressHandler =
    std::function<Reply(db::Tx&, const Request&, const T&, const shop::Permit<act>&)>;
// Empty: the message is another route's.
using ReplyHandler = std::function<std::optional<Reply>(db::Tx&, const Request&)>;
template <shop::Act act>
using ActHandler = std::function<Reply(db::Tx&, const Request&, const shop::Permit<act>&)>;

struct Route {
  Audience audience;
  db::Access access = db::Access::write;
  bool ends_dialog = false;
  Handler handle;
  bool reads_files = false;  // documents are fetched before it is handled
};

// Filled once at start; afterwards safe to read from any thread. Each command, callback tag and
// dialog has one route.
//
// A command or a press ends the dialog that was going on, before its handler runs. A dialog's own
// step does not: its handler saves the next step or clears it.
class Router {
 public:
  // Telegram and the help list the commands in the order of these calls.
  void on_command(Command command, db::Access access, Handler handler);

  // The command does what a press of a button with T{} does.
  template <CallbackData T>
  void on_command(Command command, db::Access access, PressHandler<T> handler);

  // `handler(tx, request, callback)` for presses whose data is a T.
  template <CallbackData T>
  void on_press(Audience audience, db::Access access, PressHandler<T> handler);

  // An act of the staff, always in a writing transaction.
  template <shop::Act act, CallbackData T>
  void on_act(ActPressHandler<act, T> handler);

  // Adds a button that sends `callback` to the main menu or the panel, below those added before;
  // it is shown to those who may.
  template <CallbackData T>
  void add_to_menu(MessageId label, const T& callback, Audience audience = Audience::customers);
  // `count`: how many matters wait behind the button, if it says so.
  template <CallbackData T>
  void add_to_panel(MessageId label, const T& callback, shop::Act act, WaitingCount count = {});

  // Adds a message below the answer to /start, for those who may.
  void add_to_start(StartScreen screen) { navigation_.start.push_back(std::move(screen)); }

  // The button with T{} leads to the main menu.
  template <CallbackData T>
  void set_home(const T& callback);

  // For a text or photo while the dialog `name` is going on (always writes).
  void on_dialog(std::string name, Audience audience, Handler handler);

  // The same for a dialog whose steps are acts.
  template <shop::Act act>
  void on_act_dialog(std::string name, ActHandler<act> handler);

  // For a text or photo that answers an earlier message of the chat (always writes). The handlers
  // are asked in the order of these calls, before any dialog.
  void on_reply(ReplyHandler handler);

  // The dialog reads what documents hold (SentFile::contents). REQUIRES: it has a route.
  void reads_files(std::string_view dialog);

  // For a photo that no dialog takes (always writes).
  void on_photo(Handler handler);

  // For a payment inside Telegram that was made or given back (always writes).
  void on_payment(Handler handler);

  // For a message that no other route takes, and for a press of a button without a route (any
  // more).
  void on_unknown_message(db::Access access, Handler handler);
  void on_stale_press(db::Access access, Handler handler);

  // REQUIRES: on_unknown_message and on_stale_press were called.
  const Route& route(const Incoming& incoming, std::optional<shop::Role> role,
                     const std::optional<shop::Dialog>& dialog) const;

  const Navigation& navigation() const { return navigation_; }

  // Of all buttons.
  std::vector<std::string> callback_tags() const;

 private:
  using Routes = std::map<std::string, Route, std::less<>>;
  using Recognizer = bool (*)(std::string_view data);

  static void insert(Routes& routes, std::string name, Route route);
  const Route* find_press(std::string_view data) const;
  const Route& route_of_message(const Incoming& incoming, std::optional<shop::Role> role,
                                const std::optional<shop::Dialog>& dialog) const;
  Reply handle_reply(db::Tx& tx, const Request& request) const;

  Navigation navigation_;
  Routes commands_;
  Routes presses_;
  Routes dialogs_;
  std::map<std::string, Recognizer, std::less<>> recognizers_;  // by tag, as presses_
  Route photo_;
  Route reply_;
  std::vector<ReplyHandler> reply_handlers_;
  Route payment_;
  Route unknown_message_;
  Route stale_press_;
};

template <CallbackData T>
void Router::on_command(Command command, db::Access access, PressHandler<T> handler) {
  on_command(command, access,
             Handler([handler = std::move(handler)](db::Tx& tx, const Request& request) {
               return handler(tx, request, T{});
             }));
}

template <CallbackData T>
void Router::add_to_menu(MessageId label, const T& callback, Audience audience) {
  navigation_.menu.push_back({label, encode_callback(callback), audience});
}

template <CallbackData T>
void Router::set_home(const T& callback) {
  navigation_.home = encode_callback(callback);
}

template <CallbackData T>
void Router::add_to_panel(MessageId label, const T& callback, shop::Act act, WaitingCount count) {
  navigation_.panel.push_back({label, encode_callback(callback), act, count});
}

// The route exists for those who may (Audience), so the permit is never refused in `route`'s place;
// a request that comes otherwise changes nothing.
template <shop::Act act, CallbackData T>
void Router::on_act(ActPressHandler<act, T> handler) {
  on_press<T>(
      act, db::Access::write,
      [handler = std::move(handler), this](db::Tx& tx, const Request& request, const T& callback) {
        const auto permit = request.permit<act>();
        return permit ? handler(tx, request, callback, *permit) : stale_press_.handle(tx, request);
      });
}

template <shop::Act act>
void Router::on_act_dialog(std::string name, ActHandler<act> handler) {
  on_dialog(std::move(name), act,
            [handler = std::move(handler), this](db::Tx& tx, const Request& request) {
              const auto permit = request.permit<act>();
              return permit ? handler(tx, request, *permit) : unknown_message_.handle(tx, request);
            });
}

template <CallbackData T>
void Router::on_press(Audience audience, db::Access access, PressHandler<T> handler) {
  auto decode_and_handle = [handler = std::move(handler)](db::Tx& tx, const Request& request) {
    return handler(tx, request, *decode_callback<T>(request.press->data));
  };
  insert(presses_, std::string(T::tag),
         {audience, access, /*ends_dialog=*/true, std::move(decode_and_handle)});
  recognizers_.emplace(T::tag,
                       [](std::string_view data) { return decode_callback<T>(data).has_value(); });
}

}  // namespace bot
