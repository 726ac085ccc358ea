#include "bot/admin/inventory/add_dialog.h"

#include "json/json.h"
#include "shop/core/dialog.h"

namespace bot::admin {

std::optional<AddData> add_data_of(const Request& request) {
  if (!request.dialog || request.dialog->name != kAddDialog) {
    return std::nullopt;
  }
  auto data = json::parse<AddData>(request.dialog->data, json::Strictness::lenient);
  return data ? std::optional(*std::move(data)) : std::nullopt;
}

void save_add_data(db::Tx& tx, const Request& request, const AddData& data) {
  shop::save_dialog(tx, request.chat_id(), {std::string(kAddDialog), json::to_text(data)},
                    request.now);
}

}  // namespace bot::admin
