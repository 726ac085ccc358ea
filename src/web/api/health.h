// GET /healthz, /readyz and /metrics.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/server/router.h"
#include "web/core/caller.h"
#include "web/core/metrics.h"

namespace web {

struct BotState {
  std::optional<std::string> trouble = {};  // why no updates arrive; none when they do
  std::optional<std::string> note = {};     // what deserves a look although they do
};
using BotReport = std::function<BotState()>;

// /healthz: the process is alive. /readyz: 200 when the database takes writes and the bot's updates
// arrive, else 503 with what is wrong; with a note when something deserves a look. /metrics: for
// local callers (net::ServerRequest::is_local) or with credentials of a manager or owner.
void add_health_routes(net::Router& router, Context& context, BotReport bot, ChainReport chains);

// Wrap `handler` and `gate` to count their responses.
net::Handler counted(Metrics& metrics, net::Handler handler);
net::Gate counted_gate(Metrics& metrics, net::Gate gate);

}  // namespace web
