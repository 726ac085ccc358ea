// GET /healthz, /readyz and /metrics.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/server/router.h"
#include "web/api/api.h"
#include "web/api/metrics.h"

namespace web {

// Returns what is wrong with the bot, or nothing when its updates arrive.
using BotTrouble = std::function<std::optional<std::string>()>;

// Returns the chains that this process follows.
using ChainReport = std::function<std::vector<ChainFigures>()>;

// /healthz: the process is alive. /readyz: 200 when the database takes writes and the bot's updates
// arrive, else 503 with what is wrong. /metrics: for local callers (net::ServerRequest::is_local)
// or with the owner's credentials.
void add_health_routes(net::Router& router, Context& context, BotTrouble bot_trouble,
                       ChainReport chains);

// Wrap `handler` and `gate` to count their responses.
net::Handler counted(Metrics& metrics, net::Handler handler);
net::Gate counted_gate(Metrics& metrics, net::Gate gate);

}  // namespace web
