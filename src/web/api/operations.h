// The operations of the REST API, by subject.
#pragma once

#include "web/operation/api.h"

namespace web {

void add_address_operations(Api& api);
void add_alert_operations(Api& api);
void add_audit_log_operations(Api& api);
void add_bulk_change_operations(Api& api);
void add_chain_operations(Api& api);
void add_deposit_operations(Api& api);
void add_discount_operations(Api& api);
void add_figure_operations(Api& api);
void add_key_operations(Api& api);
void add_sign_in_operations(Api& api);
void add_session_operations(Api& api);
void add_ledger_operations(Api& api);
void add_offer_card_operations(Api& api);
void add_offer_operations(Api& api);
void add_order_operations(Api& api);
void add_picture_operations(Api& api);
void add_product_edit_operations(Api& api);
void add_import_operations(Api& api);
void add_product_operations(Api& api);
void add_referral_operations(Api& api);
void add_remedy_operations(Api& api);
void add_setting_operations(Api& api);
void add_staff_operations(Api& api);
void add_ticket_operations(Api& api);
void add_user_figure_operations(Api& api);
void add_user_operations(Api& api);
void add_webhook_operations(Api& api);
void add_withdrawal_operations(Api& api);

// All of them.
Api all_operations();

}  // namespace web
