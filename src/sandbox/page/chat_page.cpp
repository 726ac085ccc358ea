#include "sandbox/page/chat_page.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/text.h"
#include "json/json.h"
#include "net/core/problem.h"
#include "net/server/local_request.h"
#include "sandbox/model/payments.h"
#include "sandbox/model/people.h"
#include "sandbox/page/chat_events.h"

namespace sandbox {
namespace {

namespace asio = boost::asio;

constexpr char kIndex[] = {
#embed "index.html"
};
constexpr char kStyle[] = {
#embed "chat.css"
};
constexpr char kScript[] = {
#embed "chat.js"
};
constexpr char kToyChain[] = {
#embed "toychain.js"
};
constexpr char kToyChainStyle[] = {
#embed "toychain.css"
};
constexpr char kRender[] = {
#embed "render.js"
};
constexpr char kIcon[] = {
#embed "icon.svg"
};

template <std::size_t size>
constexpr std::string_view view(const char (&bytes)[size]) {
  return {bytes, size};
}

constexpr std::array<net::EmbeddedFile, 7> kFiles{{
    {"/index.html", view(kIndex), ""},
    {"/chat.css", view(kStyle), ""},
    {"/chat.js", view(kScript), ""},
    {"/render.js", view(kRender), ""},
    {"/toychain.js", view(kToyChain), ""},
    {"/toychain.css", view(kToyChainStyle), ""},
    {"/icon.svg", view(kIcon), ""},
}};

constexpr std::string_view kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::chrono::seconds kWaitMax{25};
constexpr std::size_t kNameUnitsMax = 64;
constexpr std::string_view kScriptHeader = "X-Kram-Demo";

net::ServerResponse with_policy(net::ServerResponse response) {
  response.headers.set("Content-Security-Policy", std::string(kContentPolicy));
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

std::uint64_t number(const net::Query& query, std::string_view name) {
  const std::string_view text = query.find(name).value_or("");
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

boost::json::object body_of(const net::ServerRequest& request) {
  auto body = json::parse_value(request.body);
  return body && body->is_object() ? std::move(body->get_object()) : boost::json::object();
}

std::string text_in(const boost::json::object& object, std::string_view field) {
  const boost::json::value* value = object.if_contains(field);
  return value && value->is_string() ? std::string(value->get_string()) : "";
}

net::ServerResponse done(const boost::json::object& result = {}) {
  return net::json_response(200, boost::json::serialize(result));
}

net::ServerResponse write(State& state, Chat& chat, const boost::json::object& body,
                          base::Timestamp now) {
  std::string text(base::trim(text_in(body, "text")));
  if (text.empty() || base::utf16_length(text) > 4096) {
    return net::problem(400, "A message has 1 to 4096 characters.");
  }
  return done({{"message_id", write_text(state, chat, std::move(text), now).id}});
}

net::ServerResponse press(State& state, Chat& chat, const boost::json::object& body,
                          base::Timestamp now) {
  const boost::json::value* id = body.if_contains("message_id");
  const std::string data = text_in(body, "data");
  if (!id || !id->is_int64() || data.empty() || !find_message(chat, id->get_int64())) {
    return net::problem(400, "There is no such button.");
  }
  return done({{"callback_id", press_button(state, chat, id->get_int64(), data, now)}});
}

net::ServerResponse pay(State& state, Chat& chat, const boost::json::object& body,
                        base::Timestamp now) {
  const boost::json::value* id = body.if_contains("message_id");
  const Message* invoice = id && id->is_int64() ? find_message(chat, id->get_int64()) : nullptr;
  if (!invoice || !invoice->invoice) {
    return net::problem(400, "There is no such invoice.");
  }
  start_payment(state, chat, *invoice, now);
  return done();
}

}  // namespace

ChatPage::ChatPage(World& world, std::string epoch)
    : world_(world), files_(kFiles), epoch_(std::move(epoch)) {}

void ChatPage::close() {
  is_closed_ = true;
  bell_.ring();
}

void ChatPage::add_to(net::Router& router) {
  using Response = asio::awaitable<net::ServerResponse>;
  using Request = net::ServerRequest;
  using Path = net::PathParameters;
  router.add("GET", "/chat/events",
             net::for_local_callers(
                 [this](const Request& request, const Path&) { return events(request); }));
  router.add("GET", "/chat/photos/{id}",
             net::for_local_callers(
                 [this](const Request&, const Path& path) -> Response { co_return photo(path); }));
  router.add("POST", "/chat/people", [this](const Request& request, const Path&) -> Response {
    co_return add_person(request);
  });
  router.add("POST", "/chat/people/{id}/{action}",
             [this](const Request& request, const Path& path) -> Response {
               co_return act(request, path);
             });
  router.add("GET", "/{path...}", [this](const Request& request, const Path&) -> Response {
    std::optional<net::ServerResponse> file = files_.respond(request);
    co_return file ? with_policy(*std::move(file)) : net::problem(404, "There is no such page.");
  });
}

asio::awaitable<net::ServerResponse> ChatPage::events(const net::ServerRequest& request) {
  const bool is_same_run = request.query.find("epoch") == epoch_;
  const std::uint64_t since = is_same_run ? number(request.query, "since") : 0;
  const auto deadline = std::chrono::steady_clock::now() + kWaitMax;
  const auto version = [](const State& state) { return state.version; };
  while (is_same_run && world_.read(version) <= since && !is_closed_ &&
         std::chrono::steady_clock::now() < deadline) {
    co_await bell_.wait_until(deadline);
  }
  boost::json::object events =
      world_.read([&](const State& state) { return chat_events(state, since, world_.now()); });
  events["epoch"] = epoch_;
  net::ServerResponse response = done(events);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

net::ServerResponse ChatPage::add_person(const net::ServerRequest& request) {
  if (!net::is_from_own_script(request, kScriptHeader)) {
    return net::problem(403, "Only the chat page on this machine may do that.");
  }
  const std::string name(base::trim(text_in(body_of(request), "first_name")));
  if (base::utf16_length(name) > kNameUnitsMax) {
    return net::problem(400, "A name has at most 64 characters.");
  }
  return world_.change([&](State& state) {
    const std::int64_t highest = state.chats.empty() ? 100'000 : state.chats.rbegin()->first;
    Person person{.id = highest + 1, .first_name = name};
    return done({{"id", find_or_add_chat(state, std::move(person)).person.id}});
  });
}

net::ServerResponse ChatPage::act(const net::ServerRequest& request,
                                  const net::PathParameters& path) {
  if (!net::is_from_own_script(request, kScriptHeader)) {
    return net::problem(403, "Only the chat page on this machine may do that.");
  }
  const base::Timestamp now = world_.now();
  const std::string& action = path.at("action");
  return world_.change([&](State& state) -> net::ServerResponse {
    Chat* chat = find_chat(state, path.id("id").value_or(0));
    if (!chat) {
      return net::problem(404, "There is nobody with that id.");
    }
    if (action == "photo") {
      const auto sent = send_picture(state, *chat, request.body, "", now);
      return sent ? done() : net::problem(400, "A photo is a PNG or a JPEG.");
    }
    const boost::json::object body = body_of(request);
    if (action == "text") {
      return write(state, *chat, body, now);
    }
    if (action == "press") {
      return press(state, *chat, body, now);
    }
    if (action == "pay") {
      return pay(state, *chat, body, now);
    }
    if (action == "block" || action == "unblock") {
      set_blocked(state, *chat, action == "block", now);
      return done();
    }
    return net::problem(404, "There is no such action.");
  });
}

net::ServerResponse ChatPage::photo(const net::PathParameters& path) const {
  return world_.read([&](const State& state) -> net::ServerResponse {
    const auto file = state.files.find(path.at("id"));
    if (file == state.files.end()) {
      return net::problem(404, "There is no such photo.");
    }
    return with_policy({.status = 200,
                        .headers = {{"Content-Type", file->second.content_type},
                                    {"Cache-Control", "private, max-age=86400, immutable"}},
                        .body = file->second.bytes});
  });
}

}  // namespace sandbox
