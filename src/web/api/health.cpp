#include "web/api/health.h"

#include <boost/describe.hpp>
#include <cstddef>
#include <utility>

#include "db/core/failure.h"
#include "json/json.h"
#include "shop/reports/statistics.h"
#include "web/api/write_probe.h"
#include "web/operation/api.h"

namespace web {
namespace {

struct Readiness {
  std::string status = "ready";
  std::string database = "ok";
  std::string bot = "ok";
  std::optional<std::string> note = {};
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (status, database, bot, note))

Response show_readiness(WriteProbe probe, const BotReport& bot) {
  Readiness readiness;
  readiness.database = co_await probe.look();
  auto state = bot();
  readiness.bot = std::move(state.trouble).value_or("ok");
  readiness.note = std::move(state.note);
  const bool is_ready = readiness.database == "ok" && readiness.bot == "ok";
  readiness.status = is_ready ? "ready" : "not ready";
  co_return net::json_response(is_ready ? 200 : 503, json::to_text(readiness));
}

boost::asio::awaitable<std::optional<shop::Counters>> count_everything(Context& context) {
  try {
    co_return co_await context.database.read(
        [&](db::Tx& tx) { return shop::count_everything(tx, context.clock.now()); });
  } catch (const db::Failure& failure) {
    context.logger.warn("/metrics: {}", failure.what());
  }
  ++context.metrics.database_failures;
  co_return std::nullopt;
}

Response show_metrics(Context& context, const ChainReport& chains) {
  const auto counters = co_await count_everything(context);
  auto response = net::text_response(200, render_metrics(context.metrics, counters, chains()));
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  co_return response;
}

template <class Show>
Response show_to_caller(Context& context, const net::ServerRequest& request, Show show) {
  const auto caller = co_await identify_safely(context, request);
  if (!caller) {
    co_return caller.error();
  }
  const auto role = shop::role_of(caller->actor);
  const bool may_see = role && shop::may(*role, shop::Act::see_statistics);
  co_return may_see ? co_await show() : to_response(kForbidden);
}

Response say_alive() { co_return net::text_response(200, "ok\n"); }

void count_response(Metrics& metrics, const net::ServerResponse& response) {
  const auto digit = static_cast<std::size_t>(response.status / 100);
  if (digit < metrics.responses.size()) {
    ++metrics.responses[digit];
  }
}

Response answer_counted(Metrics& metrics, const net::Handler& handler,
                        const net::ServerRequest& request) {
  auto response = co_await handler(request);
  count_response(metrics, response);
  co_return response;
}

boost::asio::awaitable<net::Admission> admit_counted(Metrics& metrics, const net::Gate& gate,
                                                     const net::ServerRequest& head) {
  auto admission = co_await gate(head);
  if (!admission) {
    count_response(metrics, admission.error());
  }
  co_return admission;
}

}  // namespace

void add_health_routes(net::Router& router, Context& context, BotReport bot, ChainReport chains) {
  router.add("GET", "/healthz", [](const auto&, const auto&) { return say_alive(); });
  router.add("GET", "/readyz",
             [probe = WriteProbe(context), bot = std::move(bot)](const auto&, const auto&) {
               return show_readiness(probe, bot);
             });
  const auto show = [&context, chains = std::move(chains)] {
    return show_metrics(context, chains);
  };
  router.add("GET", "/metrics", [&context, show](const auto& request, const auto&) {
    return request.is_local ? show() : show_to_caller(context, request, show);
  });
}

net::Handler counted(Metrics& metrics, net::Handler handler) {
  return [&metrics, handler = std::move(handler)](const net::ServerRequest& request) {
    return answer_counted(metrics, handler, request);
  };
}

net::Gate counted_gate(Metrics& metrics, net::Gate gate) {
  return [&metrics, gate = std::move(gate)](const net::ServerRequest& head) {
    return admit_counted(metrics, gate, head);
  };
}

}  // namespace web
