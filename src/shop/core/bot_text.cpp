#include "shop/core/bot_text.h"

#include <boost/describe.hpp>

namespace shop {
namespace {

struct BotTextRow {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(BotTextRow, (), (name, value))

}  // namespace

std::map<std::string, std::string> bot_texts(db::Tx& tx) {
  std::map<std::string, std::string> texts;
  for (auto& row : tx.all<BotTextRow>("SELECT name, value FROM bot_texts")) {
    texts[std::move(row.name)] = std::move(row.value);
  }
  return texts;
}

void remember_bot_text(db::Tx& tx, std::string_view name, std::string_view value) {
  tx.execute(
      "INSERT INTO bot_texts (name, value) VALUES ($1, $2) "
      "ON CONFLICT (name) DO UPDATE SET value = $2",
      name, value);
}

}  // namespace shop
