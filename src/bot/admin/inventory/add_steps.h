// The order of the steps in which a product is added.
#pragma once

#include "bot/admin/inventory/callbacks.h"

namespace bot::admin {

bool is_before(AddStep step, AddStep other);
AddStep earlier_of(AddStep step, AddStep other);

// The last step is followed by itself, and the first one preceded by itself.
AddStep step_after(AddStep step);
AddStep step_before(AddStep step);

// A place that is picked or typed.
bool is_place(AddStep step);
// One may go on without an answer.
bool is_optional(AddStep step);

}  // namespace bot::admin
