#include "web/api/operations.h"

namespace web {

Api all_operations() {
  Api api;
  add_product_operations(api);
  add_discount_operations(api);
  add_order_operations(api);
  add_user_operations(api);
  add_webhook_operations(api);
  return api;
}

}  // namespace web
