// Failures that tests inject into the simulated Telegram.
#pragma once

#include <string>

namespace sandbox {

enum class FaultKind {
  server_error,       // 500, nothing done
  too_many_requests,  // 429 with `retry_after_s`, nothing done
  bad_request,        // 400 with `description`, nothing done
  unauthorized,       // 401, as if the token had been revoked
  forbidden,          // 403, "bot was blocked by the user"
  page,               // an HTML page with `status`, as of a proxy, nothing done
  no_answer,          // nothing done and nothing said for ten seconds
  lost_request,       // the connection breaks before anything is done
  lost_answer,        // the call is done, then the connection breaks
};

struct Fault {
  FaultKind kind = FaultKind::server_error;
  std::string method;  // "": any but getUpdates
  int times = 1;
  int retry_after_s = 1;
  int status = 403;
  std::string description = "Bad Request: wrong file identifier/HTTP URL specified";
};

// The order in which held updates are released.
enum class Order { as_sent, reversed };

}  // namespace sandbox
