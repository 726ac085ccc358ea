#include "shop/customers/staff.h"

#include "bot/admin/routes.h"
#include "bot/admin/staff/callbacks.h"
#include "bot/admin/staff/staff_screens.h"

namespace bot::admin {
namespace {

Reply list_staff(db::Tx& tx, const Request& request, const ListStaff& /*callback*/) {
  return show(staff_screen(wording_of(request),
                           shop::find_customers(tx, request.settings.owner_ids), shop::staff(tx)));
}

}  // namespace

void add_staff_routes(Router& router) {
  router.add_to_panel("staff.button"_msg, ListStaff{}, shop::Act::set_role);
  router.on_press<ListStaff>(shop::Act::set_role, db::Access::read, list_staff);
}

}  // namespace bot::admin
