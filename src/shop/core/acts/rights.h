// Who may do what: roles of the staff, administrative acts, and the one table that joins them.
#pragma once

#include <boost/describe.hpp>

namespace shop {

// From the fewest rights to all of them; each may do what those before it may.
enum class Role {
  support,  // sees orders and customers, and answers them
  manager,  // also runs stock, discounts, deposits and broadcasts
  owner,    // everything: named in ADMIN_IDS
};
BOOST_DESCRIBE_ENUM(Role, support, manager, owner)

// What only staff may do or see. The names of those that change something stand in the audit log.
enum class Act {
  see_panel,
  see_orders,      // without what was delivered
  see_deliveries,  // what customers were given, and what unsold units would deliver
  see_customers,
  answer_tickets,
  write_to_customer,
  see_stock,
  see_deposits,
  see_statistics,
  set_alerts,   // one's own
  sign_in,      // to the dashboard
  end_session,  // of the dashboard: one's own; to an owner, anybody's
  create_product,
  import_products,
  edit_product,
  withdraw_product,
  return_product,
  set_discount,
  approve_deposit,
  reject_deposit,
  replace_unit,
  ban_customer,
  unban_customer,
  broadcast,
  see_audit_log,
  adjust,
  refund_order,
  refund_stars,
  set_role,
  change_settings,
  set_webhooks,
  see_keys,  // of programs that call the REST API
  create_key,
  edit_key,
  revoke_key,
};
BOOST_DESCRIBE_ENUM(Act, see_panel, see_orders, see_deliveries, see_customers, answer_tickets,
                    write_to_customer, see_stock, see_deposits, see_statistics, set_alerts, sign_in,
                    end_session, create_product, import_products, edit_product, withdraw_product,
                    return_product, set_discount, approve_deposit, reject_deposit, replace_unit,
                    ban_customer, unban_customer, broadcast, see_audit_log, adjust, refund_order,
                    refund_stars, set_role, change_settings, set_webhooks, see_keys, create_key,
                    edit_key, revoke_key)

// The lowest role that may do it. An act without a line here does not compile.
constexpr Role needed_for(Act act) {
  switch (act) {
    case Act::see_panel:
    case Act::see_orders:
    case Act::see_customers:
    case Act::answer_tickets:
    case Act::write_to_customer:
    case Act::set_alerts:
    case Act::sign_in:
    case Act::end_session:
      return Role::support;
    case Act::see_deliveries:
    case Act::see_stock:
    case Act::see_deposits:
    case Act::see_statistics:
    case Act::create_product:
    case Act::import_products:
    case Act::edit_product:
    case Act::withdraw_product:
    case Act::return_product:
    case Act::set_discount:
    case Act::approve_deposit:
    case Act::reject_deposit:
    case Act::replace_unit:
    case Act::ban_customer:
    case Act::unban_customer:
    case Act::broadcast:
      return Role::manager;
    case Act::see_audit_log:
    case Act::adjust:
    case Act::refund_order:
    case Act::refund_stars:
    case Act::set_role:
    case Act::change_settings:
    case Act::set_webhooks:
    case Act::see_keys:
    case Act::create_key:
    case Act::edit_key:
    case Act::revoke_key:
      return Role::owner;
  }
  return Role::owner;
}

constexpr bool may(Role role, Act act) { return role >= needed_for(act); }

}  // namespace shop
