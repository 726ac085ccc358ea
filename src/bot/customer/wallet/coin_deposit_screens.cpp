#include "bot/customer/wallet/coin_deposit_screens.h"

#include <chrono>

#include "bot/customer/menu_screens.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/view/deposit_wording.h"
#include "bot/view/qr_picture.h"

namespace bot::customer {
namespace {

std::string rate_line(const Wording& wording, const std::optional<shop::ExchangeRate>& rate,
                      base::Timestamp now) {
  const Texts& texts = wording.texts;
  if (!rate) {
    return texts.text("coin.no_rate"_msg);
  }
  const auto age = std::chrono::floor<std::chrono::minutes>(now - rate->read_at).count();
  return texts.plural_text("coin.rate"_msg, age,
                           {{"code", code_of(rate->coin)}, {"price", wording.money(rate->price)}});
}

// "1", or "1, from 2000 PLN 3".
std::string confirmations(const Wording& wording,
                          const std::vector<shop::ConfirmationRule>& rules) {
  std::string text;
  for (const auto& rule : rules) {
    text += text.empty() ? std::to_string(rule.confirmations)
                         : wording.texts.label("coin.confirmations_from"_msg,
                                               {{"amount", wording.money(rule.from)},
                                                {"confirmations", rule.confirmations}});
  }
  return text;
}

std::string coin_name(const Texts& texts, base::Coin coin) {
  return texts.label(bot::name_of(shop::method_of(coin)));
}

}  // namespace

Screen coin_address_screen(const Wording& wording, const DepositSettings& settings,
                           const shop::CryptoAddress& address,
                           const std::optional<shop::ExchangeRate>& rate, base::Timestamp now) {
  const Texts& texts = wording.texts;
  const auto& coin = settings.coins.at(address.currency);
  Screen screen{
      .text = texts.text("coin.address"_msg,
                         {{"coin", texts.label(bot::name_of(shop::method_of(address.currency)))},
                          {"address", address.address},
                          {"rate", Html{rate_line(wording, rate, now)}},
                          {"confirmations", confirmations(wording, coin.confirmations)},
                          {"least", wording.money(settings.min)}})};
  screen.add(copy_button(texts.label("copy.address"_msg), address.address));
  return screen.add({button(texts.label("button.back"_msg), ShowDeposit{}), menu_button(texts)});
}

Picture coin_address_picture(const Texts& texts, const shop::CryptoAddress& address,
                             std::string_view shop_name) {
  const auto uri = payment_uri({.scheme = row_of(address.currency).uri_scheme,
                                .address = address.address,
                                .label = shop_name});
  return {
      .png = qr_picture(uri),
      .caption = texts.text("coin.picture"_msg,
                            {{"coin", texts.label(bot::name_of(shop::method_of(address.currency)))},
                             {"address", address.address}})};
}

Screen coin_payment_screen(const Wording& wording, const DepositSettings& settings,
                           const shop::CryptoAddress& address, const shop::CoinQuote& quote,
                           base::Money amount, base::Timestamp now) {
  const Texts& texts = wording.texts;
  const auto& coin = settings.coins.at(address.currency);
  Screen screen{.text =
                    texts.text("coin.payment"_msg,
                               {{"coin", coin_name(texts, address.currency)},
                                {"coins", shop::coins_text(quote.amount_sat)},
                                {"code", code_of(address.currency)},
                                {"amount", wording.money(amount)},
                                {"address", address.address},
                                {"rate", Html{rate_line(wording, quote.rate, now)}},
                                {"time_left", wording.time_left(quote.valid_until, now)},
                                {"confirmations", confirmations(wording, coin.confirmations)}})};
  screen.add({copy_button(texts.label("copy.amount"_msg), shop::coins_text(quote.amount_sat)),
              copy_button(texts.label("copy.address"_msg), address.address)});
  return screen.add({button(texts.label("button.back"_msg), ShowDeposit{}), menu_button(texts)});
}

Picture coin_payment_picture(const Texts& texts, const shop::CryptoAddress& address,
                             std::int64_t amount_sat, std::string_view shop_name) {
  const auto coins = shop::coins_text(amount_sat);
  const auto uri =
      payment_uri({row_of(address.currency).uri_scheme, address.address, shop_name, coins});
  return {.png = qr_picture(uri),
          .caption = texts.text("coin.payment_picture"_msg, {{"coins", coins},
                                                             {"code", code_of(address.currency)},
                                                             {"address", address.address}})};
}

}  // namespace bot::customer
