// How far a new shop has come.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

struct FirstSteps {
  bool has_goods = false;
  bool has_sold = false;
  bool is_hidden = false;  // that owner does not want to see them
};
BOOST_DESCRIBE_STRUCT(FirstSteps, (), (has_goods, has_sold, is_hidden))

FirstSteps first_steps(db::Tx& tx, std::int64_t owner_id);

// For that owner alone, so that it is not in the audit log.
void hide_first_steps(db::Tx& tx, std::int64_t owner_id, const Permit<Act::change_settings>& permit,
                      base::Timestamp now);

}  // namespace shop
