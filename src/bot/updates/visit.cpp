#include "bot/updates/visit.h"

#include <utility>

#include "shop/customers/visitor.h"
#include "shop/deposits/manual/review_message.h"

namespace bot {
namespace {

constexpr std::string_view kReferralPrefix = "ref_";

std::optional<std::string> if_not_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

// A link https://t.me/BOT?start=ref_CODE arrives as "/start ref_CODE".
std::optional<std::string> referral_code_of(const Incoming& incoming) {
  const std::string_view payload = incoming.command_payload;
  if (incoming.command != "start" || !payload.starts_with(kReferralPrefix)) {
    return std::nullopt;
  }
  return if_not_empty(payload.substr(kReferralPrefix.size()));
}

shop::Newcomer newcomer_of(const Incoming& incoming, const Translations& translations) {
  return {.id = incoming.sender.id,
          .username = if_not_empty(incoming.sender.username),
          .first_name = incoming.sender.first_name,
          .language = translations.match(incoming.sender.language_tag),
          .referral_code = referral_code_of(incoming)};
}

// True for updates that Telegram sends about a person, and for payments of which little could be
// read: unlike a person's own, they tell neither the name nor whether the bot is still blocked.
bool is_of_telegram(const Incoming& incoming) {
  return incoming.payment && (incoming.payment->is_refund || incoming.sender.first_name.empty());
}

bool is_up_to_date(const shop::Customer& customer, const Sender& sender) {
  return !customer.has_blocked_bot && customer.first_name == sender.first_name &&
         customer.username.value_or("") == sender.username;
}

std::optional<shop::Dialog> dialog_of(const std::optional<shop::Visitor>& visitor) {
  return visitor ? visitor->dialog : std::nullopt;
}

const Route& route_of(const Incoming& incoming, const Context& context,
                      std::optional<shop::Role> role, const std::optional<shop::Dialog>& dialog) {
  return context.router.route(incoming, role, dialog);
}

// Owners are named in the settings, the others in the database.
std::optional<shop::Role> role_of(const Incoming& incoming, const ShopSettings& settings,
                                  const std::optional<shop::Visitor>& visitor) {
  if (settings.is_owner(incoming.sender.id)) {
    return shop::Role::owner;
  }
  return visitor ? visitor->role : std::nullopt;
}

bool needs_write(const Route& route, const std::optional<shop::Visitor>& visitor) {
  return route.access == db::Access::write || !visitor || visitor->customer.has_blocked_bot ||
         visitor->presses_in_deposit || (visitor->dialog && route.ends_dialog);
}

std::int64_t pressed_message_of(const Incoming& incoming) {
  return incoming.press ? incoming.press->message_id : 0;
}

// A message that is edited into another screen must not become the deposit's again.
void forget_what_is_left(db::Tx& tx, const Incoming& incoming, const Reply& reply) {
  if (reply.screen && reply.placement == Placement::in_place) {
    shop::forget_deposit_message(tx, incoming.chat_id(), pressed_message_of(incoming),
                                 reply.deposit_id);
  }
}

shop::Registration known(shop::Customer customer) {
  return {.customer = std::move(customer), .is_new = false, .referrer = std::nullopt};
}

Reply handle(db::Tx& tx, const Route& route, const Incoming& incoming, const Context& context,
             shop::Registration who, std::optional<shop::Dialog> dialog,
             std::optional<shop::Role> role, const ShopSettings& settings, base::Timestamp now) {
  const Texts& texts = context.translations.in(who.customer.language);
  const Request request{incoming,
                        std::move(who.customer),
                        who.is_new,
                        std::move(who.referrer),
                        std::move(dialog),
                        role,
                        texts,
                        context.translations,
                        context.router.navigation(),
                        settings,
                        context.random,
                        now};
  return route.handle(tx, request);
}

}  // namespace

db::Access access_for(const Incoming& incoming, const Context& context) {
  return route_of(incoming, context, role_of(incoming, *context.settings.now(), std::nullopt),
                  std::nullopt)
      .access;
}

Visit visit(db::Tx& tx, db::Access access, const Incoming& incoming, const Context& context) {
  const auto now = context.clock.now();
  const auto settings = context.settings.now();
  const bool writes = access == db::Access::write;
  auto [is_repeated, visitor] =
      writes ? shop::arrive(tx, incoming.update_id, incoming.sender.id, now,
                            pressed_message_of(incoming))
             : shop::Arrival{.visitor = shop::find_visitor(tx, incoming.sender.id,
                                                           pressed_message_of(incoming))};
  if (is_repeated) {
    return {.outcome = Visit::Outcome::repeated};
  }
  auto dialog = dialog_of(visitor);
  const auto role = role_of(incoming, *settings, visitor);
  const Route& route = route_of(incoming, context, role, dialog);
  if (!writes && route.reads_files && incoming.file && !incoming.file->is_fetched) {
    return {.outcome = Visit::Outcome::needs_file};
  }
  if (!writes && needs_write(route, visitor)) {
    return {.outcome = Visit::Outcome::needs_write};
  }
  const bool presses_in_deposit = visitor && visitor->presses_in_deposit;
  const bool is_known = visitor && (!writes || is_of_telegram(incoming) ||
                                    is_up_to_date(visitor->customer, incoming.sender));
  auto who = is_known ? known(std::move(visitor->customer))
                      : shop::register_customer(tx, newcomer_of(incoming, context.translations),
                                                context.random, now);
  if (dialog && route.ends_dialog) {
    shop::clear_dialog(tx, incoming.chat_id());
  }
  const auto sender = who.customer;
  auto reply =
      handle(tx, route, incoming, context, std::move(who), std::move(dialog), role, *settings, now);
  if (writes && !is_of_telegram(incoming)) {
    // Last: their row is then not locked before the others that the handler locks.
    shop::note_seen(tx, sender, now);
  }
  if (presses_in_deposit) {
    forget_what_is_left(tx, incoming, reply);
  }
  return {.reply = std::move(reply), .is_of_staff = role.has_value()};
}

}  // namespace bot
