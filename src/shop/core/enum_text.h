// Described enums stand in the database under the names of their values.
#pragma once

#include "base/enum_text.h"
#include "db/core/value.h"

namespace shop {

using base::DescribedEnum;
using base::text_of;

}  // namespace shop
