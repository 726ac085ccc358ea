// The last step of the dialog that adds a product: its units.
#pragma once

#include "bot/admin/inventory/add_dialog.h"
#include "bot/admin/inventory/add_screens.h"
#include "bot/updates/reply.h"

namespace bot::admin {

// A text, a file, a place or a photo while the dialog waits for units.
Reply take_units(db::Tx& tx, const Request& request, AddData data);

// Saves the dialog; shows the units that were sent so far, and what is wrong with the last message.
Reply show_draft(db::Tx& tx, const Request& request, const AddData& data,
                 const DraftNews& news = {});

}  // namespace bot::admin
