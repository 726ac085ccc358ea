// Callbacks of the buttons about the audit log.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "bot/view/callback.h"

namespace bot::admin {

// Whose acts, or the acts on what.
enum class AuditOf {
  all,
  staff,  // of the person with that id, in the bot
  web,    // over the HTTP API
  cli,    // on the command line
  user,   // on the customer with that id, and so on
  product,
  order,
  deposit,
  ticket,
};
BOOST_DESCRIBE_ENUM(AuditOf, all, staff, web, cli, user, product, order, deposit, ticket)

// A page of the audit log, newest first. `History` on the card of a user, product, order, deposit
// or ticket is a button with ListAudit{AuditOf::order, id}, for those who may see_audit_log.
struct ListAudit {
  static constexpr std::string_view tag = "audit";
  AuditOf of = AuditOf::all;
  std::int64_t id = 0;
  std::int32_t day = 0;     // days since 1970-01-01 in the shop's time zone; 0: any
  std::int64_t before = 0;  // only entries with smaller ids; 0: from the newest
};
BOOST_DESCRIBE_STRUCT(ListAudit, (), (of, id, day, before))

// Whose acts to show, of that day.
struct PickAuditPerson {
  static constexpr std::string_view tag = "audit_who";
  std::int32_t day = 0;
};
BOOST_DESCRIBE_STRUCT(PickAuditPerson, (), (day))

// Of which day to show those acts; the next text is the answer.
struct AskAuditDay {
  static constexpr std::string_view tag = "audit_day";
  AuditOf of = AuditOf::all;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(AskAuditDay, (), (of, id))

}  // namespace bot::admin
