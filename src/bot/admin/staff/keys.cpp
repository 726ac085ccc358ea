#include "bot/admin/routes.h"
#include "bot/admin/staff/callbacks.h"
#include "bot/admin/staff/key_screens.h"

namespace bot::admin {
namespace {

using shop::Act;

Reply show_keys(db::Tx& tx, const Request& request) {
  return show(keys_screen(wording_of(request), shop::current_keys(tx)));
}

Reply list_keys(db::Tx& tx, const Request& request, const ListKeys& /*callback*/) {
  return show_keys(tx, request);
}

Reply ask_revoke_key(db::Tx& tx, const Request& request, const AskRevokeKey& callback) {
  const auto key = shop::find_key(tx, callback.id);
  return key && !key->revoked_at ? show(ask_revoke_key_screen(wording_of(request), *key))
                                 : show_keys(tx, request);
}

Reply revoke_key_now(db::Tx& tx, const Request& request, const RevokeKey& callback,
                     const shop::Permit<Act::revoke_key>& permit) {
  const auto revoked = shop::revoke_key(tx, callback.id, permit, request.now);
  auto reply = show_keys(tx, request);
  return revoked ? reply.with_toast(request.texts.label("keys.revoked"_msg)) : reply;
}

}  // namespace

void add_key_routes(Router& router) {
  router.on_press<ListKeys>(Act::see_keys, db::Access::read, list_keys);
  router.on_press<AskRevokeKey>(Act::revoke_key, db::Access::read, ask_revoke_key);
  router.on_act<Act::revoke_key, RevokeKey>(revoke_key_now);
}

}  // namespace bot::admin
