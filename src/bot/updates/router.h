// Which function handles an update.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "bot/view/callback.h"
#include "db/core/database.h"

namespace bot {

// For whom a route exists. To others an administrator's command is unknown text and an
// administrator's button is a stale one.
enum class Audience { customers, admins };

// Runs inside the one transaction of the update; may run again. `db::Access::read` handlers get a
// snapshot that refuses writes.
using Handler = std::function<Reply(db::Tx&, const Request&)>;

struct Route {
  Audience audience = Audience::customers;
  db::Access access = db::Access::write;
  bool ends_dialog = false;
  Handler handle;
};

// Filled once at start; afterwards safe to read from any thread. Each command, callback tag and
// dialog has one route.
//
// A command or a press ends the dialog that was going on, before its handler runs. A dialog's own
// step does not: its handler saves the next step or clears it.
class Router {
 public:
  // `name` without the slash: "shop".
  void on_command(std::string name, Audience audience, db::Access access, Handler handler);

  // `handler(tx, request, callback)` for presses whose data is a T.
  template <CallbackData T>
  void on_press(Audience audience, db::Access access,
                std::function<Reply(db::Tx&, const Request&, const T&)> handler);

  // For a text or photo while the dialog `name` is going on (always writes).
  void on_dialog(std::string name, Audience audience, Handler handler);

  // For a payment inside Telegram that was made or given back (always writes).
  void on_payment(Handler handler);

  // For a message that nothing else takes, and for a press of a button that means nothing (any
  // more).
  void on_unknown_message(db::Access access, Handler handler);
  void on_stale_press(db::Access access, Handler handler);

  // REQUIRES: on_unknown_message and on_stale_press were called.
  const Route& route(const Incoming& incoming, bool is_admin,
                     const std::optional<shop::Dialog>& dialog) const;

  // Of every button there is.
  std::vector<std::string> callback_tags() const;

 private:
  using Routes = std::map<std::string, Route, std::less<>>;
  using Recognizer = bool (*)(std::string_view data);

  static void insert(Routes& routes, std::string name, Route route);
  const Route* find_press(std::string_view data) const;

  Routes commands_;
  Routes presses_;
  Routes dialogs_;
  std::map<std::string, Recognizer, std::less<>> recognizers_;  // by tag, as presses_
  Route payment_;
  Route unknown_message_;
  Route stale_press_;
};

template <CallbackData T>
void Router::on_press(Audience audience, db::Access access,
                      std::function<Reply(db::Tx&, const Request&, const T&)> handler) {
  auto decode_and_handle = [handler = std::move(handler)](db::Tx& tx, const Request& request) {
    return handler(tx, request, *decode_callback<T>(request.press->data));
  };
  insert(presses_, std::string(T::tag),
         {audience, access, /*ends_dialog=*/true, std::move(decode_and_handle)});
  recognizers_.emplace(T::tag,
                       [](std::string_view data) { return decode_callback<T>(data).has_value(); });
}

}  // namespace bot
