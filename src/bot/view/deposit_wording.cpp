#include "bot/view/deposit_wording.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace bot {
namespace {

constexpr std::int64_t kLongestBar = 10;

std::string_view sign_of(shop::DepositStatus status) {
  switch (status) {
    case shop::DepositStatus::pending:
      return "⏳";
    case shop::DepositStatus::completed:
      return "✅";
    case shop::DepositStatus::replaced:
    case shop::DepositStatus::reversed:
      return "↩️";
    case shop::DepositStatus::rejected:
    case shop::DepositStatus::expired:
    case shop::DepositStatus::cancelled:
      return "✖️";
  }
  std::unreachable();
}

// How far a payment in coins has come that is not credited.
std::string progress(const Texts& texts, const shop::ChainDetails& chain,
                     std::int64_t confirmations) {
  return chain.confirmed_at
             ? texts.text("deposit.kept"_msg)
             : texts.text("deposit.progress"_msg,
                          {{"bar", confirmation_bar(confirmations, chain.confirmations_needed)}});
}

std::string chain_lines(const Texts& texts, const shop::Deposit& deposit,
                        std::int64_t confirmations) {
  const auto& chain = deposit.chain();
  const auto coin = shop::coin_of(deposit.method).value();
  auto lines = texts.text("deposit.coins"_msg,
                          {{"coins", coin_amount(chain.amount_sat, coin)}, {"txid", chain.txid}});
  if (deposit.status == shop::DepositStatus::pending) {
    lines += "\n" + progress(texts, chain, confirmations);
  }
  return lines;
}

std::string manual_lines(const Texts& texts, const shop::ManualDetails& manual) {
  auto lines = texts.text("deposit.reference"_msg, {{"reference", manual.reference}});
  if (!manual.reason.empty()) {
    lines +=
        "\n" + texts.text("deposit.reason"_msg, {{"reason", reason_text(texts, manual.reason)}});
  }
  return lines;
}

// Lines that only some deposits have.
std::string details(const Wording& wording, const shop::Deposit& deposit,
                    std::int64_t confirmations) {
  switch (shop::family_of(deposit.method)) {
    case shop::DepositFamily::chain:
      return chain_lines(wording.texts, deposit, confirmations);
    case shop::DepositFamily::manual:
      return manual_lines(wording.texts, deposit.manual());
    case shop::DepositFamily::stars:
      return "";
  }
  std::unreachable();
}

}  // namespace

MessageId name_of(shop::DepositMethod method) { return MessageId(shop::row_of(method).message_id); }

MessageId name_of(shop::DepositStatus status) {
  switch (status) {
    case shop::DepositStatus::pending:
      return "deposit.pending"_msg;
    case shop::DepositStatus::completed:
      return "deposit.completed"_msg;
    case shop::DepositStatus::replaced:
      return "deposit.replaced"_msg;
    case shop::DepositStatus::reversed:
      return "deposit.reversed"_msg;
    case shop::DepositStatus::rejected:
      return "deposit.rejected"_msg;
    case shop::DepositStatus::expired:
      return "deposit.expired"_msg;
    case shop::DepositStatus::cancelled:
      return "deposit.cancelled"_msg;
  }
  std::unreachable();
}

std::string coin_amount(std::int64_t amount_sat, base::Coin coin) {
  return fmt::format("{} {}", shop::coins_text(amount_sat), base::code_of(coin));
}

std::string reason_text(const Texts& texts, std::string_view reason) {
  return reason == kNotFoundReason ? texts.label("review.not_found"_msg)
                                   : base::shorten(reason, kMaxReasonUnits);
}

std::string deposit_amount(const Wording& wording, const shop::Deposit& deposit) {
  const auto coin = shop::coin_of(deposit.method);
  return coin && deposit.amount.is_zero() ? coin_amount(deposit.chain().amount_sat, *coin)
                                          : wording.money(deposit.amount);
}

std::string deposit_label(const Wording& wording, const shop::Deposit& deposit) {
  return deposit_label(wording, deposit, wording.texts.label(name_of(deposit.method)));
}

std::string deposit_label(const Wording& wording, const shop::Deposit& deposit,
                          std::string_view subject) {
  return fitted_label(subject, [&](std::string_view shown) {
    return wording.texts.label("deposits.line"_msg, {{"sign", sign_of(deposit.status)},
                                                     {"amount", deposit_amount(wording, deposit)},
                                                     {"subject", std::string(shown)},
                                                     {"day", wording.day(deposit.created_at)}});
  });
}

Html deposit_card(const Wording& wording, const shop::Deposit& deposit,
                  std::int64_t confirmations) {
  const Texts& texts = wording.texts;
  return {texts.text("deposit.card"_msg,
                     {{"sign", sign_of(deposit.status)},
                      {"status", texts.label(name_of(deposit.status))},
                      {"amount", deposit_amount(wording, deposit)},
                      {"method", texts.label(name_of(deposit.method))},
                      {"date", wording.date(deposit.created_at)},
                      {"details", Html{details(wording, deposit, confirmations)}}})};
}

std::string confirmation_bar(std::int64_t confirmations, std::int64_t needed) {
  const auto whole = std::clamp<std::int64_t>(needed, 1, kLongestBar);
  const auto done =
      std::clamp<std::int64_t>(confirmations * whole / std::max<std::int64_t>(needed, 1), 0, whole);
  std::string bar;
  for (std::int64_t i = 0; i < whole; ++i) {
    bar += i < done ? "▰" : "▱";
  }
  return fmt::format("{} {}/{}", bar, std::min(confirmations, needed), needed);
}

}  // namespace bot
