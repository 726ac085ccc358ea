#include "shop/reports/invariants.h"

#include "shop/checkout/checkout_invariants.h"
#include "shop/customers/customer_invariants.h"
#include "shop/deposits/deposit_invariants.h"
#include "shop/money/ledger_invariants.h"
#include "shop/reports/sale_sums.h"
#include "shop/sales/sale_invariants.h"
#include "shop/stock/product_invariants.h"
#include "shop/support/support_invariants.h"

namespace shop {

Invariants invariants(db::Engine engine) {
  return concatenated({ledger_invariants(), product_invariants(), sale_invariants(engine),
                       support_invariants(), deposit_invariants(), checkout_invariants(),
                       customer_invariants(), sale_sum_invariants()});
}

}  // namespace shop
