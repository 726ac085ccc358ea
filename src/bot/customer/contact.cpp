#include "bot/customer/contact.h"

#include <fmt/format.h>

#include "base/text.h"
#include "bot/customer/menu_screens.h"

namespace bot::customer {
namespace {

constexpr std::size_t kMaxOwners = 5;
constexpr std::size_t kMaxContactUnits = 500;

// Opens the owner's chat (Bot API, "HTML style").
std::string owner_link(const Texts& texts, std::int64_t owner_id) {
  return fmt::format(R"(<a href="tg://user?id={}">{}</a>)", owner_id,
                     texts.text("support.owner"_msg));
}

}  // namespace

Html contact(const Texts& texts, const ShopSettings& settings) {
  if (!settings.support_contact.empty()) {
    return {base::escape_html(base::shorten(settings.support_contact, kMaxContactUnits))};
  }
  Html links;
  for (std::size_t i = 0; i < settings.owner_ids.size() && i < kMaxOwners; ++i) {
    links.text += (i == 0 ? "" : ", ") + owner_link(texts, settings.owner_ids[i]);
  }
  return links;
}

Screen support_screen(const Texts& texts, const ShopSettings& settings) {
  return with_menu_button(
      texts, texts.text("support.contact"_msg, {{"contact", contact(texts, settings)}}));
}

}  // namespace bot::customer
