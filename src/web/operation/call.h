// What the function of an operation gets, and what it may return.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "shop/core/acts/permit.h"
#include "web/core/caller.h"
#include "web/core/context.h"

namespace web {

// No parameters, no body, or an answer without a body (204).
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

// A request whose sender may do `act`. `Parameters` is a described struct: its members that the
// path's template names are taken from there, the others from the query (parameters.h). `Body` is
// what the JSON of the body decodes to, strictly, or a File.
template <shop::Act act, class Parameters = Nothing, class Body = Nothing>
struct Call {
  shop::Permit<act> permit;
  Parameters parameters;
  Body body;
  base::Timestamp now;
  const Context& context;
  std::string idempotency_key = {};  // of operations that take one
  Caller caller = {};
};

// A part of a list. `next`: what `after` must be for the part that follows; none at the end.
// `total`: how many there are in all; counted only for a numbered page.
template <class View>
struct List {
  std::vector<View> items;
  std::optional<std::int64_t> total = {};
  std::optional<std::string> next = {};

  BOOST_DESCRIBE_CLASS(List, (), (items, total, next), (), ())
};

// Bytes that are no JSON: a picture in a body or an answer.
struct File {
  std::string media_type;  // "image/jpeg"
  std::string bytes;
};

}  // namespace web
