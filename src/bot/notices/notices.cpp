#include "bot/notices/notices.h"

#include "bot/updates/calls.h"

namespace bot {

Sending message_to(std::int64_t user_id, std::string text) {
  return {.calls = {{.call = message_with(user_id, {.text = std::move(text)})}}};
}

void NoticeRenderers::expect(NoticeSources& sources, const shop::ClaimedNotice& notice) const {
  sources.expect_customer(notice.user_id);
  if (const auto found = renderers_.find(notice.kind); found != renderers_.end()) {
    found->second.expect(sources, notice.payload);
  }
}

std::optional<Sending> NoticeRenderers::render(db::Tx& tx, const Context& context,
                                               NoticeSources& sources,
                                               const shop::ClaimedNotice& notice) const {
  const auto found = renderers_.find(notice.kind);
  if (found == renderers_.end()) {
    return std::nullopt;
  }
  const auto& reader = sources.customer(notice.user_id);
  const auto& texts = context.translations.in(reader ? reader->language : std::nullopt);
  const auto settings = context.settings.now();
  return found->second.render({tx, context, sources, notice.user_id, texts, *settings},
                              notice.payload);
}

}  // namespace bot
