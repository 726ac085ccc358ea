#include "shop/deposits/alert.h"

#include <fmt/format.h>

#include "shop/core/enum_text.h"
#include "shop/core/outbox.h"

namespace shop {

std::string alert_payload(const Alert& alert) {
  auto payload = fmt::format(R"({{"alert":"{}")", text_of(alert.kind));
  if (alert.coin) {
    payload += fmt::format(R"(,"coin":"{}")", text_of(*alert.coin));
  }
  const auto add = [&](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) {
      payload += fmt::format(R"(,"{}":{})", name, *value);
    }
  };
  add("deposit_id", alert.deposit_id);
  add("height", alert.height);
  add("index", alert.index);
  return payload + "}";
}

void raise_alert(db::Tx& tx, std::span<const std::int64_t> owners, const Alert& alert,
                 base::Timestamp now) {
  for (const auto owner : owners) {
    enqueue(tx, {NoticeKind::alert, owner, alert_payload(alert)}, now);
  }
}

}  // namespace shop
