#include <utility>

#include "bot/admin/deposits/review_screens.h"
#include "bot/notices/deposit_subject.h"
#include "bot/notices/renderers.h"
#include "net/core/digest.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/manual/review_message.h"

namespace bot {
namespace {

// Photos are smaller; nobody can make the shop load more.
constexpr std::size_t kMaxReceiptBytes = 10'000'000;

// Owners decide without the comparison when the picture cannot be had after so many.
constexpr int kReceiptAttempts = 3;

Screen screen_of(const DepositSubject& subject) {
  return admin::review_screen(subject.wording,
                              admin::load_review(subject.request.tx, subject.deposit));
}

// The review is a text of its own, below the receipt, so that it can be edited.
Sending review(const DepositSubject& subject) {
  const auto& deposit = subject.deposit;
  if (deposit.status == shop::DepositStatus::cancelled && !find_shown(subject)) {
    return {};  // this owner never heard of it: there is nothing to tell
  }
  const auto manual = deposit.manual_or_none();
  Sending sending;
  if (manual.receipt_file_id && deposit.status == shop::DepositStatus::pending) {
    const telegram::SendPhoto receipt{.chat_id = subject.request.user_id,
                                      .photo = *manual.receipt_file_id,
                                      .caption = manual.reference};
    sending.calls.push_back({.call = receipt, .may_fail = true});
  }
  sending.calls.push_back(show_anew(subject, screen_of(subject)));
  return sending;
}

// Nothing is sent anew: without a message that shows it there is no button that must go.
Sending decided(const DepositSubject& subject) {
  return find_shown(subject) ? Sending{.calls = {show_in_place(subject, screen_of(subject))}}
                             : Sending();
}

Sending receipt(const DepositSubject& subject) {
  const auto& deposit = subject.deposit;
  const auto picture_id = deposit.manual_or_none().receipt_file_id;
  if (!picture_id) {
    return {};
  }
  const auto on_read = [id = deposit.id, file_id = *picture_id,
                        owners = subject.request.settings.owner_ids](
                           const std::optional<std::string>& bytes) -> NoticeEffect {
    const auto sha256 = bytes ? std::optional(net::sha256_hex(*bytes)) : std::nullopt;
    return [=](db::Tx& tx, base::Timestamp now) {
      shop::note_receipt(tx, id, file_id, sha256, owners, now);
    };
  };
  return {.file = NoticeFile{.file_id = *picture_id,
                             .max_bytes = kMaxReceiptBytes,
                             .max_attempts = kReceiptAttempts,
                             .on_read = on_read},
          .needs_chat = false};
}

}  // namespace

void add_review_notices(NoticeRenderers& renderers) {
  on_deposit(renderers, shop::kDepositReview, review);
  on_deposit(renderers, shop::kDepositReminder, review);
  on_deposit(renderers, shop::kDepositDecided, decided);
  on_deposit(renderers, shop::kDepositReceipt, receipt);
}

}  // namespace bot
