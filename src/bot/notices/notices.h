// The outbox's notices as calls of the Bot API, in the reader's language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "bot/notices/sources.h"
#include "bot/updates/context.h"
#include "bot/view/wording.h"
#include "db/core/tx.h"
#include "json/json.h"
#include "shop/core/outbox.h"
#include "telegram/methods.h"

namespace bot {

// Writes a notice's effect in the transaction that records how sending it went. May run again;
// holds copies of all that it needs.
using NoticeEffect = std::function<void(db::Tx&, base::Timestamp now)>;

// A call, and what is sent instead when Telegram refuses it for good (400): a photo that is gone, a
// place that is none; for an edit, also when Telegram makes it wait for long.
struct NoticeCall {
  telegram::AnyMethod call = {};
  std::optional<telegram::AnyMethod> if_refused = {};
  bool may_fail = false;  // the calls after it are made all the same
  // When the notice is sent: which message the call sent or changed.
  std::function<void(db::Tx&, std::int64_t message_id)> on_sent = {};
  // Likewise, when it is a photo: which file_id that has.
  std::function<void(db::Tx&, std::string_view file_id)> on_uploaded = {};
};

// A file of Telegram's to fetch and read; nothing is sent.
struct NoticeFile {
  std::string file_id;
  std::size_t max_bytes = 0;
  int max_attempts = 1;  // then it counts as unavailable
  // Given the bytes, or nothing when it is unavailable: what is to be recorded. Runs on a thread of
  // its own and may take a while; only its effect is given a transaction.
  std::function<NoticeEffect(const std::optional<std::string>& bytes)> on_read = {};
};

// How a notice is sent; nothing is sent when its subject is gone.
struct Sending {
  std::vector<NoticeCall> calls = {};   // in the order in which they are made
  std::optional<NoticeFile> file = {};  // instead of calls
  bool needs_chat = true;               // else it is done also when the reader has blocked the bot
  NoticeEffect on_refused = {};         // Telegram refused a call for good
};

// A message and nothing else.
Sending message_to(std::int64_t user_id, std::string text);

// What a renderer is given besides the payload.
struct NoticeRequest {
  db::Tx& tx;  // only read
  const Context& context;
  NoticeSources& sources;
  std::int64_t user_id;  // the recipient
  const Texts& texts;    // in their language
  const ShopSettings& settings;

  Wording wording() const { return {texts, settings.currency, settings.zone}; }
};

// Which function renders a notice. Filled once at start; afterwards safe to read from any thread.
class NoticeRenderers {
 public:
  template <class Payload>
  using Render = std::function<Sending(const NoticeRequest&, const Payload&)>;
  template <class Payload>
  using Expect = std::function<void(NoticeSources&, const Payload&)>;

  // `expect` names what `render` will ask the sources for. REQUIRES: the kind has no renderer yet.
  template <class Payload>
  void on(
      shop::NoticeKind<Payload> kind, std::type_identity_t<Render<Payload>> render,
      std::type_identity_t<Expect<Payload>> expect = [](NoticeSources&, const Payload&) {});

  void expect(NoticeSources& sources, const shop::ClaimedNotice& notice) const;

  // Empty when nothing renders notices of that kind: a newer program enqueued it.
  std::optional<Sending> render(db::Tx& tx, const Context& context, NoticeSources& sources,
                                const shop::ClaimedNotice& notice) const;

 private:
  struct Renderer {
    std::function<Sending(const NoticeRequest&, std::string_view payload)> render;
    std::function<void(NoticeSources&, std::string_view payload)> expect;
  };

  std::map<std::string, Renderer, std::less<>> renderers_;
};

template <class Payload>
void NoticeRenderers::on(shop::NoticeKind<Payload> kind,
                         std::type_identity_t<Render<Payload>> render,
                         std::type_identity_t<Expect<Payload>> expect) {
  const auto read = [](std::string_view payload) {
    return json::parse<Payload>(payload, json::Strictness::lenient);
  };
  const auto [place, is_new] = renderers_.try_emplace(
      std::string(kind.name),
      Renderer{
          .render =
              [read, render = std::move(render)](const NoticeRequest& request,
                                                 std::string_view payload) {
                const auto known = read(payload);
                return known ? render(request, *known) : Sending();
              },
          .expect =
              [read, expect = std::move(expect)](NoticeSources& sources, std::string_view payload) {
                if (const auto known = read(payload)) {
                  expect(sources, *known);
                }
              }});
  base::check(is_new, "a kind of notice has one renderer");
}

}  // namespace bot
