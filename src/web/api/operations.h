// The operations of the REST API, by subject.
#pragma once

#include "web/operation/api.h"

namespace web {

void add_discount_operations(Api& api);
void add_order_operations(Api& api);
void add_product_operations(Api& api);
void add_user_operations(Api& api);
void add_webhook_operations(Api& api);

// All of them.
Api all_operations();

}  // namespace web
