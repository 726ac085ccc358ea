#include "bot/admin/routes.h"

namespace bot::admin {

void add_routes(Router& router) {
  add_panel_routes(router);
  add_inventory_routes(router);
  add_product_routes(router);
  add_units_routes(router);
  add_unit_routes(router);
  add_edit_routes(router);
  add_discount_routes(router);
  add_scope_discount_routes(router);
  add_order_routes(router);
  add_refund_routes(router);
  add_replacement_routes(router);
  add_ticket_routes(router);
  add_answer_routes(router);
  add_picture_routes(router);
  add_user_routes(router);
  add_user_history_routes(router);
  add_user_adjustment_routes(router);
  add_user_act_routes(router);
  add_review_routes(router);
  add_credited_deposit_routes(router);
  add_statistics_routes(router);
  add_alert_routes(router);
  add_staff_routes(router);
  add_key_routes(router);
  add_dashboard_routes(router);
  add_audit_routes(router);
  add_setting_routes(router);
  add_first_step_routes(router);
}

}  // namespace bot::admin
