#include "shop/core/dialog.h"

#include <fmt/format.h>

#include "db/core/columns.h"

namespace shop {

std::optional<Dialog> load_dialog(db::Tx& tx, std::int64_t chat_id) {
  return tx.first<Dialog>(
      fmt::format("SELECT {} FROM dialogs WHERE chat_id = $1", db::columns<Dialog>()), chat_id);
}

void save_dialog(db::Tx& tx, std::int64_t chat_id, const Dialog& dialog, base::Timestamp now) {
  tx.execute_later(
      "INSERT INTO dialogs (chat_id, name, data, updated_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (chat_id) DO UPDATE "
      "SET name = excluded.name, data = excluded.data, updated_at = excluded.updated_at",
      chat_id, dialog.name, dialog.data, now);
}

void clear_dialog(db::Tx& tx, std::int64_t chat_id) {
  tx.execute_later("DELETE FROM dialogs WHERE chat_id = $1", chat_id);
}

}  // namespace shop
