// The renderers of every kind of notice, one function for each file; all are called once at start.
#pragma once

#include "bot/notices/notices.h"

namespace bot {

// Photo, place and text of a purchase.
void add_delivery_notices(NoticeRenderers& renderers);
// Purchases that completed with their payment, and reservations that ended.
void add_checkout_notices(NoticeRenderers& renderers);
// Refunds and replacements of orders.
void add_order_notices(NoticeRenderers& renderers);
void add_referral_notices(NoticeRenderers& renderers);
// Bans and roles.
void add_customer_notices(NoticeRenderers& renderers);
// Adjustments and commissions.
void add_transfer_notices(NoticeRenderers& renderers);
// To the customer about their deposits.
void add_deposit_notices(NoticeRenderers& renderers);
// To owners about deposits that they decide on, and the receipts' comparison.
void add_review_notices(NoticeRenderers& renderers);
void add_star_refund_notices(NoticeRenderers& renderers);
void add_alert_notices(NoticeRenderers& renderers);
// Tickets, to both sides.
void add_ticket_notices(NoticeRenderers& renderers);
// Pictures of offers that the staff have sent.
void add_picture_notices(NoticeRenderers& renderers);
// To staff about offers that run low, to customers about units that were withdrawn.
void add_stock_notices(NoticeRenderers& renderers);
// To owners about sales.
void add_sale_notices(NoticeRenderers& renderers);
// To staff about discounts that they set.
void add_discount_notices(NoticeRenderers& renderers);
// To owners and staff each morning.
void add_summary_notices(NoticeRenderers& renderers);

inline NoticeRenderers notice_renderers() {
  NoticeRenderers renderers;
  for (const auto add :
       {add_delivery_notices, add_checkout_notices, add_order_notices, add_referral_notices,
        add_customer_notices, add_transfer_notices, add_deposit_notices, add_review_notices,
        add_star_refund_notices, add_alert_notices, add_picture_notices, add_ticket_notices,
        add_stock_notices, add_sale_notices, add_discount_notices, add_summary_notices}) {
    add(renderers);
  }
  return renderers;
}

}  // namespace bot
