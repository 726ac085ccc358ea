#include "bot/customer/wallet/standstill.h"

#include "bot/view/deposit_wording.h"
#include "shop/deposits/coins/chain_memory.h"

namespace bot::customer {

void add_standstill(Screen& screen, db::Tx& tx, const Request& request, shop::Coin coin) {
  if (const auto since = shop::stalled_since(tx, coin)) {
    screen.text +=
        "\n\n" + request.texts.text("coin.standstill"_msg,
                                    {{"coin", request.texts.label(name_of(shop::method_of(coin)))},
                                     {"date", wording_of(request).date(*since)}});
  }
}

}  // namespace bot::customer
