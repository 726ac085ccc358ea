// The staff's screens of single units.
#pragma once

#include <optional>
#include <string>

#include "bot/admin/inventory/callbacks.h"
#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/changes/edit.h"
#include "shop/stock/changes/withdrawal.h"
#include "shop/stock/inventory.h"

namespace bot::admin {

inline constexpr int kUnitsPerPage = 8;

Screen units_screen(const Wording& wording, const shop::Product& of, shop::UnitList which,
                    const shop::Slice<shop::UnitEntry>& units, int offset);
Screen withdrawn_screen(const Texts& texts, const shop::Slice<shop::WithdrawnUnit>& units,
                        int offset);

// A unit in stock or sold, with what the person may do with it.
Screen unit_screen(const Request& request, const shop::Product& unit, const shop::UnitEntry& entry);
// `by`: the name of who withdrew it.
Screen withdrawn_unit_screen(const Request& request, const shop::WithdrawnUnit& unit,
                             const std::string& by);

// What the unit would deliver; its photo goes with it.
Screen unit_delivery_screen(const Texts& texts, std::int64_t id, const shop::DraftUnit& delivery);
Screen ask_unit_delivery_screen(const Texts& texts, std::int64_t id);

// The unit is held: names the holder, and withdraws it on a second press.
Screen held_unit_screen(const Wording& wording, const shop::Product& unit,
                        const shop::UnitEntry& entry);
Screen ask_withdraw_offer_screen(const Wording& wording, const shop::Product& unit,
                                 const shop::OfferStock& stock);
// `units` were withdrawn; the offer may be gone with them.
Screen offer_withdrawn_screen(const Texts& texts, const shop::Product& unit, std::int64_t units);

Screen offer_edit_screen(const Wording& wording, const shop::Product& unit);
Screen ask_offer_field_screen(const Wording& wording, const shop::Product& unit,
                              shop::OfferField field);
// What was typed does not fit; the dialog goes on.
Screen bad_field_screen(const Texts& texts, std::int64_t id, shop::OfferField field);

Screen low_stock_line_screen(const Wording& wording, const shop::Product& unit, int line);

// For a toast: why an edit was not made.
std::string edit_problem_label(const Texts& texts, shop::EditProblem problem);

}  // namespace bot::admin
