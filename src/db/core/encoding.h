// Encodes parameters in the way that both engines share. Used by the engines only.
#pragma once

#include <string>

#include "base/clock.h"

namespace db {

// Returns "2026-11-24T07:21:50.000000Z", which sorts as text.
std::string fixed_width(base::Timestamp time);

// Returns `text`; throws Failure (defect) when it holds a NUL or is not UTF-8, which PostgreSQL
// cannot store.
const std::string& storable(const std::string& text);
const std::string& storable(std::string&& text) = delete;  // it would not live long enough

}  // namespace db
