#include <array>

#include "shop/deposits/deposit_method.h"

namespace shop {
namespace {

constexpr std::array kMethods{
    DepositMethodRow{.method = DepositMethod::btc,
                     .id = "btc",
                     .family = DepositFamily::chain,
                     .account = LedgerAccount("deposits_btc"),
                     .coin = Coin::btc,
                     .message_id = "deposit.btc"},
    DepositMethodRow{.method = DepositMethod::ltc,
                     .id = "ltc",
                     .family = DepositFamily::chain,
                     .account = LedgerAccount("deposits_ltc"),
                     .coin = Coin::ltc,
                     .message_id = "deposit.ltc"},
    DepositMethodRow{.method = DepositMethod::blik,
                     .id = "blik",
                     .family = DepositFamily::manual,
                     .account = LedgerAccount("deposits_blik"),
                     .setting = "BLIK_INSTRUCTIONS",
                     .message_id = "deposit.blik"},
    DepositMethodRow{.method = DepositMethod::bank,
                     .id = "bank",
                     .family = DepositFamily::manual,
                     .account = LedgerAccount("deposits_bank"),
                     .setting = "BANK_INSTRUCTIONS",
                     .message_id = "deposit.bank"},
    DepositMethodRow{.method = DepositMethod::stars,
                     .id = "stars",
                     .family = DepositFamily::stars,
                     .account = LedgerAccount("deposits_stars"),
                     .message_id = "deposit.stars"},
};

}  // namespace

std::span<const DepositMethodRow> deposit_methods() { return kMethods; }

}  // namespace shop
