#include "bot/customer/wallet/deposit_screens.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/view/customer_wording.h"
#include "bot/view/deposit_wording.h"
#include "shop/deposits/star_deposit.h"

namespace bot::customer {
namespace {

constexpr std::array kUsualUnits{20, 50, 100, 200, 500, 1'000};

Screen with_ways_back(const Texts& texts, Screen screen) {
  return screen.add({button(texts.label("button.back"_msg), ShowDeposit{}), menu_button(texts)});
}

struct AmountLimits {
  base::Money least;
  base::Money most;
};

// Of what can be asked for; a method without an amount has those of the manual ones.
AmountLimits limits_of(const DepositSettings& settings, shop::DepositMethod method) {
  const bool is_stars = shop::family_of(method) == shop::DepositFamily::stars;
  return {.least = settings.min,
          .most = is_stars ? shop::most_for_stars(settings.stars_per_unit.value()) : settings.max};
}

std::vector<Button> usual_amounts(const Wording& wording, const DepositSettings& settings,
                                  shop::DepositMethod method) {
  std::vector<Button> buttons;
  const auto limits = limits_of(settings, method);
  for (const int units : kUsualUnits) {
    const auto amount = base::Money::units(units);
    if (amount >= limits.least && amount <= limits.most) {
      buttons.push_back(button(wording.money(amount), PickAmount{method, amount}));
    }
  }
  return buttons;
}

Screen amount_screen(const Wording& wording, const DepositSettings& settings,
                     shop::DepositMethod method, std::string text) {
  Screen screen{.text = std::move(text)};
  add_grid(screen, usual_amounts(wording, settings, method), 3);
  return with_ways_back(wording.texts, std::move(screen));
}

Button cancel_deposit_button(const Texts& texts, const shop::Deposit& deposit) {
  return styled(button(texts.label("manual.cancel"_msg), WithdrawDepositRequest{deposit.id}),
                ButtonStyle::danger);
}

Button paid_button(const Texts& texts, const shop::Deposit& deposit) {
  return styled(button(texts.label("manual.paid"_msg), SubmitDeposit{deposit.id}),
                ButtonStyle::success);
}

Screen waiting_screen(const Wording& wording, const shop::Deposit& deposit, std::string text) {
  const Texts& texts = wording.texts;
  Screen screen{.text = std::move(text)};
  screen.add(cancel_deposit_button(texts, deposit));
  return with_ways_back(texts, std::move(screen));
}

std::string_view instructions_of(const DepositSettings& settings, shop::DepositMethod method) {
  const auto found = settings.instructions.find(method);
  return found == settings.instructions.end() ? "" : std::string_view(found->second);
}

}  // namespace

bool is_on(const DepositSettings& settings, shop::DepositMethod method) {
  const auto& row = shop::row_of(method);
  switch (row.family) {
    case shop::DepositFamily::chain:
      return settings.coins.contains(row.coin.value());
    case shop::DepositFamily::manual:
      return settings.instructions.contains(method);
    case shop::DepositFamily::stars:
      return settings.stars_per_unit.has_value();
  }
  std::unreachable();
}

Screen method_off_screen(const Texts& texts) {
  return with_ways_back(texts, {.text = texts.text("deposit.method_off"_msg), .rows = {}});
}

Screen ask_amount_screen(const Wording& wording, const DepositSettings& settings,
                         shop::DepositMethod method) {
  const auto limits = limits_of(settings, method);
  return amount_screen(
      wording, settings, method,
      wording.texts.text("amount.ask"_msg, {{"method", wording.texts.label(bot::name_of(method))},
                                            {"least", wording.money(limits.least)},
                                            {"most", wording.money(limits.most)}}));
}

Screen bad_amount_screen(const Wording& wording, const DepositSettings& settings,
                         shop::DepositMethod method, std::string_view typed) {
  const auto limits = limits_of(settings, method);
  return amount_screen(
      wording, settings, method,
      wording.texts.text("amount.bad"_msg, {{"typed", base::shorten(typed, kMaxTypedUnits)},
                                            {"least", wording.money(limits.least)},
                                            {"most", wording.money(limits.most)}}));
}

std::optional<Screen> amount_refused_screen(const Wording& wording, const DepositSettings& settings,
                                            shop::DepositMethod method, base::Money amount) {
  const auto limits = limits_of(settings, method);
  if (amount >= limits.least && amount > base::Money() && amount <= limits.most) {
    return std::nullopt;
  }
  const auto id = amount > limits.most ? "amount.too_large"_msg : "amount.too_small"_msg;
  return amount_screen(wording, settings, method,
                       wording.texts.text(id, {{"least", wording.money(limits.least)},
                                               {"most", wording.money(limits.most)}}));
}

Screen two_amounts_screen(const Wording& wording, shop::DepositMethod method,
                          std::string_view typed, const base::UnclearAmount::Readings& readings) {
  const auto larger = wording.money(readings.grouped);
  const auto smaller = wording.money(readings.decimal);
  Screen screen{
      .text = wording.texts.text("amount.two"_msg, {{"typed", base::shorten(typed, kMaxTypedUnits)},
                                                    {"larger", larger},
                                                    {"smaller", smaller}})};
  screen.add({button(larger, PickAmount{method, readings.grouped}),
              button(smaller, PickAmount{method, readings.decimal})});
  return with_ways_back(wording.texts, std::move(screen));
}

Screen request_refused_screen(const Wording& wording, const DepositSettings& settings,
                              shop::RequestRefusal refusal, std::string_view ban_reason) {
  const Texts& texts = wording.texts;
  const auto limits = [&](MessageId id) {
    return texts.text(
        id, {{"least", wording.money(settings.min)}, {"most", wording.money(settings.max)}});
  };
  Screen screen;
  switch (refusal) {
    case shop::RequestRefusal::unknown_customer:
    case shop::RequestRefusal::banned:
      screen.text = banned_text(texts, ban_reason);
      break;
    case shop::RequestRefusal::too_small:
      screen.text = limits("amount.too_small"_msg);
      break;
    case shop::RequestRefusal::too_large:
      screen.text = limits("amount.too_large"_msg);
      break;
    case shop::RequestRefusal::too_many_pending:
      screen.text = texts.plural_text("manual.too_many"_msg, shop::kMaxPendingManual);
      screen.add(button(texts.label("deposits.button"_msg), ShowDeposits{}));
      break;
    case shop::RequestRefusal::too_many_in_vain:
      screen.text = texts.text("manual.too_many_in_vain"_msg);
      break;
  }
  return with_ways_back(texts, std::move(screen));
}

Screen banned_from_deposits_screen(const Texts& texts, std::string_view reason) {
  return with_ways_back(texts, {.text = banned_text(texts, reason), .rows = {}});
}

Screen instructions_screen(const Wording& wording, const DepositSettings& settings,
                           const shop::Deposit& deposit) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("manual.instructions"_msg,
                         {{"method", texts.label(bot::name_of(deposit.method))},
                          {"amount", wording.money(deposit.amount)},
                          {"reference", deposit.manual_or_none().reference},
                          {"instructions", base::shorten(instructions_of(settings, deposit.method),
                                                         kMaxInstructionsUnits)}})};
  if (const auto& reference = deposit.manual_or_none().reference; !reference.empty()) {
    screen.add({copy_button(texts.label("copy.reference"_msg), reference),
                copy_button(texts.label("copy.amount"_msg), wording.plain_amount(deposit.amount))});
  }
  screen.add(paid_button(texts, deposit));
  screen.add(cancel_deposit_button(texts, deposit));
  return with_ways_back(texts, std::move(screen));
}

Screen submitted_screen(const Wording& wording, const shop::Deposit& deposit) {
  const auto manual = deposit.manual_or_none();
  auto text = wording.texts.text("manual.submitted"_msg, {{"amount", wording.money(deposit.amount)},
                                                          {"reference", manual.reference}});
  if (!manual.receipt_file_id) {
    text += "\n\n" + wording.texts.text("manual.may_send_photo"_msg);
  }
  return waiting_screen(wording, deposit, std::move(text));
}

Screen no_picture_screen(const Wording& wording, const shop::Deposit& deposit) {
  const Texts& texts = wording.texts;
  Screen screen{.text = texts.text("manual.no_picture"_msg,
                                   {{"reference", deposit.manual_or_none().reference}})};
  screen.add(paid_button(texts, deposit));
  return with_ways_back(texts, std::move(screen));
}

Screen star_screen(const Wording& wording, base::Money amount, std::int64_t stars) {
  const Texts& texts = wording.texts;
  return with_ways_back(texts, {.text = texts.plural_text("stars.ask"_msg, stars,
                                                          {{"amount", wording.money(amount)}}),
                                .rows = {}});
}

Screen deposits_screen(const Wording& wording, const shop::Slice<shop::Deposit>& deposits,
                       int offset) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text(deposits.items.empty() ? "deposits.none"_msg : "deposits.title"_msg)};
  for (const auto& deposit : deposits.items) {
    screen.add(button(deposit_label(wording, deposit), ShowOneDeposit{deposit.id}));
  }
  add_page_row(screen, texts, {offset, kDepositsPerPage, deposits.has_more},
               [](int at) { return ShowDeposits{static_cast<Offset>(at)}; });
  return with_ways_back(texts, std::move(screen));
}

Screen one_deposit_screen(const Wording& wording, const shop::Deposit& deposit,
                          std::int64_t confirmations) {
  const Texts& texts = wording.texts;
  Screen screen{.text = deposit_card(wording, deposit, confirmations).text};
  screen.add(button(texts.label("deposits.button"_msg), ShowDeposits{}));
  return with_ways_back(texts, std::move(screen));
}

}  // namespace bot::customer
