#include "web/api/operations.h"

namespace web {

Api all_operations() {
  Api api;
  // The next two before those of /api/products/{id}.
  add_import_operations(api);
  add_bulk_change_operations(api);
  add_product_operations(api);
  add_picture_operations(api);
  add_offer_operations(api);
  add_offer_card_operations(api);
  add_discount_operations(api);
  add_order_operations(api);
  add_user_operations(api);
  add_user_figure_operations(api);
  add_webhook_operations(api);
  add_deposit_operations(api);
  add_ledger_operations(api);
  add_audit_log_operations(api);
  add_figure_operations(api);
  add_referral_operations(api);
  add_ticket_operations(api);
  add_address_operations(api);
  add_chain_operations(api);
  add_setting_operations(api);
  add_staff_operations(api);
  add_alert_operations(api);
  add_key_operations(api);
  add_sign_in_operations(api);
  add_session_operations(api);
  return api;
}

}  // namespace web
