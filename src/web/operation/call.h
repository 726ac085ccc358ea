// What the function of an operation gets, and what it may return.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "net/core/body_file.h"
#include "net/core/http_message.h"
#include "shop/core/acts/permit.h"
#include "web/core/caller.h"
#include "web/core/context.h"

namespace web {

// No parameters, no body, or an answer without a body (204).
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

// A request whose sender may do `act`. `Parameters` is a described struct: its members that the
// path's template names are taken from there, the others from the query (parameters.h). `Body` is
// what the JSON of the body decodes to, strictly, or a File, or an Upload.
template <shop::Act act, class Parameters = Nothing, class Body = Nothing>
struct Call {
  shop::Permit<act> permit;
  Parameters parameters;
  Body body;
  base::Timestamp now;
  const Context& context;
  std::string idempotency_key = {};  // of operations that take one
  Caller caller = {};
  std::string language = {};  // that the answer's texts for people are wanted in
};

// A request to an operation that needs no credentials.
template <class Body>
struct OpenCall {
  Body body;
  base::Timestamp now;
  const net::ServerRequest& request;  // lives until the answer
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

// What is done when the transaction of a change has been committed. Nothing of it is done when the
// change was refused or rolled back, nor when an answer is repeated for its Idempotency-Key.
struct FollowUp {
  std::vector<std::string> log = {};  // lines that operators search for
  bool changes_settings = false;      // the shop goes on with what the database has now
  net::Headers headers = {};          // of the answer, besides its own
};

// An answer with what follows it. The function of Api::write and Api::edit returns it in the place
// of the bare answer when something does.
template <class Answer>
struct Changed {
  Answer answer;
  FollowUp follow_up = {};
};

// A body that is too large for memory; none: it is empty. The file is removed with the request,
// unless its function keeps it.
struct Upload {
  std::shared_ptr<net::BodyFile> file;
};

// Bytes that are no JSON: a picture in a body or an answer.
struct File {
  std::string media_type;  // "image/jpeg"
  std::string bytes;
};

}  // namespace web
