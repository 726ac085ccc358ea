#include "bot/updates/router.h"

#include <utility>

#include "base/check.h"

namespace bot {
namespace {

const Route* find_in(const std::map<std::string, Route, std::less<>>& routes,
                     std::string_view name) {
  const auto found = routes.find(name);
  return found == routes.end() ? nullptr : &found->second;
}

bool exists_for(const Route* route, std::optional<shop::Role> role) {
  return route && route->audience.includes(role);
}

}  // namespace

void Router::insert(Routes& routes, std::string name, Route route) {
  const bool is_new = routes.emplace(std::move(name), std::move(route)).second;
  base::check(is_new, "a command, callback tag or dialog has one route");
}

void Router::on_command(Command command, db::Access access, Handler handler) {
  insert(commands_, std::string(command.name),
         {command.audience, access, /*ends_dialog=*/true, std::move(handler)});
  navigation_.commands.push_back(command);
}

void Router::on_dialog(std::string name, Audience audience, Handler handler) {
  insert(dialogs_, std::move(name),
         {audience, db::Access::write, /*ends_dialog=*/false, std::move(handler)});
}

void Router::reads_files(std::string_view dialog) {
  const auto found = dialogs_.find(dialog);
  base::check(found != dialogs_.end(), "a dialog that reads files has a route");
  found->second.reads_files = true;
}

void Router::on_photo(Handler handler) {
  photo_ = {Audience::customers, db::Access::write, /*ends_dialog=*/false, std::move(handler)};
}

void Router::on_reply(ReplyHandler handler) {
  reply_handlers_.push_back(std::move(handler));
  reply_ = {Audience::customers, db::Access::write, /*ends_dialog=*/false,
            [this](db::Tx& tx, const Request& request) { return handle_reply(tx, request); }};
}

Reply Router::handle_reply(db::Tx& tx, const Request& request) const {
  for (const auto& handler : reply_handlers_) {
    if (auto reply = handler(tx, request)) {
      return *std::move(reply);
    }
  }
  return route_of_message(request, request.role, request.dialog).handle(tx, request);
}

void Router::on_payment(Handler handler) {
  payment_ = {Audience::customers, db::Access::write, /*ends_dialog=*/false, std::move(handler)};
}

void Router::on_unknown_message(db::Access access, Handler handler) {
  unknown_message_ = {Audience::customers, access, /*ends_dialog=*/false, std::move(handler)};
}

void Router::on_stale_press(db::Access access, Handler handler) {
  stale_press_ = {Audience::customers, access, /*ends_dialog=*/false, std::move(handler)};
}

const Route* Router::find_press(std::string_view data) const {
  const auto recognizer = recognizers_.find(callback_tag(data));
  return recognizer != recognizers_.end() && recognizer->second(data)
             ? find_in(presses_, recognizer->first)
             : nullptr;
}

const Route& Router::route(const Incoming& incoming, std::optional<shop::Role> role,
                           const std::optional<shop::Dialog>& dialog) const {
  if (incoming.press) {
    const Route* const press = find_press(incoming.press->data);
    return exists_for(press, role) ? *press : stale_press_;
  }
  if (incoming.payment && payment_.handle) {
    return payment_;
  }
  const bool is_reply = incoming.reply_to_message_id != 0 && incoming.command.empty();
  return is_reply && reply_.handle ? reply_ : route_of_message(incoming, role, dialog);
}

const Route& Router::route_of_message(const Incoming& incoming, std::optional<shop::Role> role,
                                      const std::optional<shop::Dialog>& dialog) const {
  const Route* found = nullptr;
  if (!incoming.command.empty()) {
    found = find_in(commands_, incoming.command);
  } else if (dialog) {
    found = find_in(dialogs_, dialog->name);
  }
  if (exists_for(found, role)) {
    return *found;
  }
  return photo_.handle && !incoming.photo_file_id.empty() ? photo_ : unknown_message_;
}

std::vector<std::string> Router::callback_tags() const {
  std::vector<std::string> tags;
  for (const auto& [tag, unused] : presses_) {
    tags.push_back(tag);
  }
  return tags;
}

}  // namespace bot
