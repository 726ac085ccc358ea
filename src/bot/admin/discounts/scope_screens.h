// The screens of discounts of many units, and of those that have an end.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "bot/admin/discounts/callbacks.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discounts/bulk_discount.h"

namespace bot::admin {

// Minutes since 1970, 0 for none; and back.
std::uint32_t minutes_of(std::optional<base::Timestamp> time);
std::optional<base::Timestamp> time_of(std::uint32_t minutes);

// What the discount is for: "All of Warsaw".
std::string scope_label(const Wording& wording, shop::DiscountScope scope,
                        const shop::Product& unit);

// Asks for the percentage, with the usual ones as buttons.
Screen ask_scope_screen(const Wording& wording, shop::DiscountScope scope,
                        const shop::Product& unit);

struct DiscountPreview {
  PreviewDiscount asked;
  shop::Product unit;
  shop::UnitFigures figures;
};
// With buttons for the usual ends.
Screen preview_screen(const Wording& wording, const DiscountPreview& preview, base::Timestamp now);

Screen ask_end_screen(const Wording& wording, const AskDiscountEnd& asked);
// The typed text is no moment to come; the dialog goes on.
Screen bad_end_screen(const Texts& texts, std::string_view typed);

Screen bulk_screen(const Wording& wording, const shop::BulkDiscount& discount);

Screen ending_screen(const Wording& wording, const std::vector<shop::EndingDiscount>& ending);

}  // namespace bot::admin
