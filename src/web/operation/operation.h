// The description of an operation of the REST API.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/server/router.h"
#include "shop/core/acts/rights.h"
#include "web/core/caller.h"
#include "web/operation/problem.h"

namespace web {

inline constexpr std::size_t kBodyBytesMax = 1'000'000;

// Whether a POST takes the header Idempotency-Key: the same key with the same request is answered
// with the first answer, with another one with 409.
enum class KeyUse { none, optional, required };

// What a parameter, or a field of the body or the answer means.
struct Note {
  std::string_view name;
  std::string_view text;
};

// The texts are English, for readers of the document.
struct Operation {
  std::string_view method;   // "POST"
  std::string_view path;     // "/api/users/{id}/adjustments"
  std::string_view id;       // unique: "adjustUser"
  std::string_view subject;  // under which the document lists it: "Customers"
  std::string_view summary;  // "Changes a balance"
  std::string_view details = {};
  std::vector<Note> notes = {};
  // The JSON of a body, for the document, where its required fields alone would make a poor one.
  std::string_view example = {};
  std::vector<ProblemKind> problems = {};  // besides those that all may have
  KeyUse key_use = KeyUse::none;
  int status = 200;  // when it succeeds
  std::size_t body_bytes_max = kBodyBytesMax;
  std::vector<std::string_view> media_types = {};  // of a File that it takes or answers with
  std::string_view location = {};  // below which its answer is found; of status 201: its path
};

enum class AnswerShape { nothing, object, list, file };

struct ParameterDescription {
  std::string name;
  bool is_in_path = false;
  bool is_required = false;
  boost::json::object schema;
};

// An operation with what its function's types say.
struct Endpoint {
  using Serve = std::function<Response(const Endpoint&, Context&, const net::ServerRequest&,
                                       const net::PathParameters&, const Caller&)>;

  Operation operation;
  shop::Act act{};
  std::vector<ParameterDescription> parameters;
  bool takes_body = false;
  bool takes_file = false;
  bool is_upload = false;  // the file is not held in memory
  boost::json::object body_schema;
  AnswerShape shape = AnswerShape::nothing;
  boost::json::object answer_schema;
  // Fields of the answer, or of what an edit shows, that change without an edit.
  std::vector<std::string_view> unversioned = {};
  bool is_edit = false;  // takes If-Match
  bool is_open = false;  // needs no credentials
  Serve serve;
};

}  // namespace web
