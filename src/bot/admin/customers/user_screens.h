// The list of customers, and what the staff see of one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/core/acts/rights.h"
#include "shop/customers/customer.h"
#include "shop/customers/customer_search.h"
#include "shop/reports/customer_figures.h"

namespace bot::admin {

inline constexpr int kUsersPerPage = 8;
inline constexpr int kFormerNamesShown = 5;

struct UsersPage {
  shop::Slice<shop::Customer> users;
  std::string text = {};  // that was searched for; "": the newest
  int offset = 0;
};

struct UserCard {
  shop::Customer customer;
  shop::CustomerFigures figures;
  std::vector<shop::FormerName> former_names;  // the newest of them
  std::optional<shop::Role> role = {};
  std::string language = {};  // its name; "" while the customer has picked none
};

Screen users_screen(const Wording& wording, const UsersPage& page);
// Asks for a text to search for, after a message without one.
Screen ask_user_text_screen(const Texts& texts);
// With the buttons of what `viewer` may do.
Screen user_card_screen(const Wording& wording, const UserCard& card, shop::Role viewer);

// "Ann (1001)", for the screens that act on them.
std::string user_name(const shop::Customer& customer);

}  // namespace bot::admin
