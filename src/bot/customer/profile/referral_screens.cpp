#include "bot/customer/profile/referral_screens.h"

#include <utility>

#include <fmt/format.h>

#include "bot/customer/menu_screens.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/view/customer_wording.h"

namespace bot::customer {
namespace {

// "▰▰▰▱▱▱▱▱▱▱" for 30.
std::string bar_of(int percent) {
  constexpr int kCells = 10;
  std::string bar;
  for (int cell = 0; cell < kCells; ++cell) {
    bar += cell < percent / kCells ? "▰" : "▱";
  }
  return bar;
}

std::string progress_line(const Wording& wording, base::Money earnings) {
  const Texts& texts = wording.texts;
  const auto progress = shop::progress_of(earnings);
  if (!progress) {
    return texts.label("referrals.top_tier"_msg);
  }
  return texts.label("referrals.next_tier"_msg,
                     {{"bar", bar_of(progress->percent)},
                      {"percent", progress->percent},
                      {"missing", wording.money(progress->missing)},
                      {"tier", texts.label(bot::name_of(progress->next))}});
}

std::string leader_line(const Wording& wording, std::size_t rank, const shop::Leader& leader) {
  const Texts& texts = wording.texts;
  return texts.text(
      "leaderboard.line"_msg,
      {{"rank", rank},
       {"name", person(leader.first_name, leader.username.value_or(""), leader.id)},
       {"earnings", wording.money(leader.referral_earnings)},
       {"referees", texts.plural_label("leaderboard.referees"_msg, leader.referees)}});
}

}  // namespace

Screen referrals_screen(const Wording& wording, const shop::Customer& customer,
                        std::int64_t referees, std::string_view bot_username) {
  const Texts& texts = wording.texts;
  const base::Money earnings = customer.referral_earnings;
  // Only letters, digits and "_", so it needs no escaping as part of an address.
  const std::string link =
      fmt::format("https://t.me/{}?start=ref_{}", bot_username, customer.referral_code);
  Screen screen{
      .text = texts.text("referrals.card"_msg,
                         {{"link", link},
                          {"referees", texts.plural_label("referrals.referees"_msg, referees)},
                          {"earnings", wording.money(earnings)},
                          {"tier", texts.label(bot::name_of(shop::tier_of(earnings)))},
                          {"progress", progress_line(wording, earnings)}})};
  screen.add({copy_button(texts.label("copy.link"_msg), link),
              link_button(texts.label("referrals.share"_msg),
                          fmt::format("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F{}%3Fstart"
                                      "%3Dref_{}",
                                      bot_username, customer.referral_code))});
  return screen.add(
      {button(texts.label("menu.leaderboard"_msg), ShowLeaderboard{}), menu_button(texts)});
}

Screen leaderboard_screen(const Wording& wording, std::span<const shop::Leader> leaders) {
  const Texts& texts = wording.texts;
  Html lines;
  for (std::size_t i = 0; i < leaders.size(); ++i) {
    lines.text += (i == 0 ? "" : "\n") + leader_line(wording, i + 1, leaders[i]);
  }
  Screen screen{.text = leaders.empty()
                            ? texts.text("leaderboard.none"_msg)
                            : texts.text("leaderboard.title"_msg, {{"lines", std::move(lines)}})};
  return screen.add(
      {button(texts.label("menu.referrals"_msg), ShowReferrals{}), menu_button(texts)});
}

}  // namespace bot::customer
