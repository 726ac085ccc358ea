// Callbacks of the buttons about customers.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"

namespace bot::admin {

// The newest customers, or the search that goes on. The next text is searched for.
struct ListUsers {
  static constexpr std::string_view tag = "users";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListUsers, (), (offset))

// The card of a customer.
struct ShowUser {
  static constexpr std::string_view tag = "user";
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowUser, (), (user_id))

struct ListUserOrders {
  static constexpr std::string_view tag = "user_orders";
  std::int64_t user_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListUserOrders, (), (user_id, offset))

struct ListUserDeposits {
  static constexpr std::string_view tag = "user_deposits";
  std::int64_t user_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListUserDeposits, (), (user_id, offset))

// One of their deposits, from that page of the list.
struct ShowUserDeposit {
  static constexpr std::string_view tag = "user_deposit";
  std::int64_t deposit_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowUserDeposit, (), (deposit_id, offset))

// Their running account.
struct ShowUserLedger {
  static constexpr std::string_view tag = "user_ledger";
  std::int64_t user_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowUserLedger, (), (user_id, offset))

// Asks for the amount; the next text is the answer, and so on.
struct AskAdjustment {
  static constexpr std::string_view tag = "adjust";
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskAdjustment, (), (user_id))

// What the preview with this key shows; `balance` is the customer's as it showed it.
struct PostAdjustment {
  static constexpr std::string_view tag = "adjust_post";
  std::int64_t user_id = 0;
  base::Money balance;
  std::int64_t key = 0;
};
BOOST_DESCRIBE_STRUCT(PostAdjustment, (), (user_id, balance, key))

// Each asks why; the next text is the answer.
struct AskBan {
  static constexpr std::string_view tag = "ban";
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskBan, (), (user_id))

struct AskUnban {
  static constexpr std::string_view tag = "unban";
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskUnban, (), (user_id))

struct AskRole {
  static constexpr std::string_view tag = "role";
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskRole, (), (user_id))

enum class RoleChoice { none, support, manager };
BOOST_DESCRIBE_ENUM(RoleChoice, none, support, manager)

struct SetRole {
  static constexpr std::string_view tag = "role_set";
  std::int64_t user_id = 0;
  RoleChoice role = RoleChoice::none;
};
BOOST_DESCRIBE_STRUCT(SetRole, (), (user_id, role))

}  // namespace bot::admin
