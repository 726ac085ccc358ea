#include "shop/deposits/credit_log.h"

#include <utility>

#include <fmt/format.h>

namespace shop {

std::vector<std::string> credit_log(const DepositCredit& credited, std::string_view currency) {
  std::vector<std::string> lines{fmt::format("Deposit {} of user {} completed: {} {}",
                                             credited.deposit_id, credited.user_id,
                                             credited.amount.decimal(), currency)};
  if (auto commission = commission_log(credited, currency)) {
    lines.push_back(*std::move(commission));
  }
  return lines;
}

std::optional<std::string> commission_log(const DepositCredit& credited,
                                          std::string_view currency) {
  if (!credited.referrer_id) {
    return std::nullopt;
  }
  return fmt::format("Referral commission: {} {} to user {}", credited.commission.decimal(),
                     currency, *credited.referrer_id);
}

std::string star_refund_log(const Deposit& deposit) {
  return fmt::format("Stars refund: {} Stars of deposit {} to user {}", deposit.stars().stars,
                     deposit.id, deposit.user_id);
}

}  // namespace shop
