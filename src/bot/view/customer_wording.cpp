#include "bot/view/customer_wording.h"

#include <utility>

#include "base/text.h"
#include "bot/view/wording.h"

namespace bot {

MessageId name_of(shop::Tier tier) {
  switch (tier) {
    case shop::Tier::bronze:
      return "tier.bronze"_msg;
    case shop::Tier::silver:
      return "tier.silver"_msg;
    case shop::Tier::gold:
      return "tier.gold"_msg;
    case shop::Tier::platinum:
      return "tier.platinum"_msg;
    case shop::Tier::diamond:
      return "tier.diamond"_msg;
  }
  std::unreachable();
}

MessageId name_of(shop::TransferKind kind) {
  switch (kind) {
    case shop::TransferKind::purchase:
      return "ledger.purchase"_msg;
    case shop::TransferKind::refund:
      return "ledger.refund"_msg;
    case shop::TransferKind::adjustment:
      return "ledger.adjustment"_msg;
    case shop::TransferKind::deposit:
      return "ledger.deposit"_msg;
    case shop::TransferKind::deposit_reversal:
      return "ledger.deposit_reversal"_msg;
    case shop::TransferKind::star_refund:
      return "ledger.star_refund"_msg;
    case shop::TransferKind::commission:
      return "ledger.commission"_msg;
    case shop::TransferKind::commission_reversal:
      return "ledger.commission_reversal"_msg;
  }
  std::unreachable();
}

std::string banned_text(const Texts& texts, std::string_view reason) {
  auto text = texts.text("refusal.banned"_msg);
  if (!reason.empty()) {
    text += "\n" + texts.text("refusal.banned_because"_msg,
                              {{"reason", base::shorten(reason, kMaxReasonUnits)}});
  }
  return text;
}

}  // namespace bot
