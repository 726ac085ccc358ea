// The list of the staff.
#pragma once

#include <vector>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/customers/staff.h"

namespace bot::admin {

// `owners`: those who have started the bot.
Screen staff_screen(const Wording& wording, const std::vector<shop::Customer>& owners,
                    const std::vector<shop::StaffMember>& members);

}  // namespace bot::admin
