#include "shop/pictures/picture.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"

namespace shop {
namespace {

// Details in the audit log.
struct PictureDetails {
  std::optional<std::int64_t> picture_before;
  std::optional<std::int64_t> picture;
};
BOOST_DESCRIBE_STRUCT(PictureDetails, (), (picture_before, picture))

void record_picture(db::Tx& tx, std::int64_t product_id, const PictureDetails& details,
                    const Permit<Act::edit_product>& permit, base::Timestamp now) {
  record(tx, permit,
         {.subject = fmt::format("product:{}", product_id), .details = json::to_text(details)},
         now);
}

// Bytes travel as hexadecimal digits, which both engines turn into bytes.
std::string hex_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

unsigned digit_of(char c) {
  return static_cast<unsigned>(base::is_ascii_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

// REQUIRES: what the database writes bytes as.
std::string bytes_of(std::string_view hex) {
  base::check(hex.size() % 2 == 0, "a byte has two digits");
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (; !hex.empty(); hex.remove_prefix(2)) {
    bytes += static_cast<char>(digit_of(hex[0]) << 4U | digit_of(hex[1]));
  }
  return bytes;
}

std::string_view bytes_parameter(const db::Tx& tx) {
  return tx.engine() == db::Engine::postgres ? "decode($1, 'hex')" : "unhex($1)";
}

std::string_view content_column(const db::Tx& tx) {
  return tx.engine() == db::Engine::postgres ? "encode(c.content, 'hex')" : "hex(c.content)";
}

// There are few, and two who set one at once may leave one behind.
void drop_unshown_pictures(db::Tx& tx) {
  tx.execute(
      "DELETE FROM pictures WHERE NOT EXISTS "
      "(SELECT 1 FROM offer_pictures o WHERE o.picture_id = pictures.id)");
}

std::int64_t insert_picture(db::Tx& tx, const SmallPicture& picture, base::Timestamp now) {
  return tx.one<std::int64_t>(
      fmt::format("INSERT INTO pictures (content, width, height, created_at) "
                  "VALUES ({}, $2, $3, $4) RETURNING id",
                  bytes_parameter(tx)),
      hex_of(picture.jpeg), picture.width, picture.height, now);
}

// The picture that the unit's offer has, which nobody else changes until the transaction ends.
std::optional<std::int64_t> lock_picture(db::Tx& tx, const Product& unit) {
  return tx.first<std::int64_t>(
      fmt::format("SELECT picture_id FROM offer_pictures WHERE city = $1 AND district = $2 "
                  "AND category = $3 AND name = $4{}",
                  tx.for_update()),
      unit.city, unit.district, unit.category, unit.name);
}

struct SourceRow {
  std::int64_t picture_id = 0;
  std::optional<std::string> file_id;
  std::optional<std::string> content;
};
BOOST_DESCRIBE_STRUCT(SourceRow, (), (picture_id, file_id, content))

}  // namespace

std::expected<std::int64_t, PictureRefusal> set_picture(db::Tx& tx, std::int64_t product_id,
                                                        const SmallPicture& picture,
                                                        const Permit<Act::edit_product>& permit,
                                                        base::Timestamp now) {
  const auto card = find_card(tx, product_id, now);
  if (!card) {
    return std::unexpected(PictureRefusal::unknown_product);
  }
  const auto& unit = card->product;
  const auto before = lock_picture(tx, unit);
  const auto id = insert_picture(tx, picture, now);
  tx.execute(
      "INSERT INTO offer_pictures (city, district, category, name, picture_id) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (city, district, category, name) "
      "DO UPDATE SET picture_id = excluded.picture_id",
      unit.city, unit.district, unit.category, unit.name, id);
  drop_unshown_pictures(tx);
  record_picture(tx, unit.id, {.picture_before = before, .picture = id}, permit, now);
  return id;
}

std::expected<std::int64_t, PictureRefusal> remove_picture(db::Tx& tx, std::int64_t product_id,
                                                           const Permit<Act::edit_product>& permit,
                                                           base::Timestamp now) {
  const auto card = find_card(tx, product_id, now);
  if (!card) {
    return std::unexpected(PictureRefusal::unknown_product);
  }
  const auto& unit = card->product;
  const auto before = lock_picture(tx, unit);
  if (!before) {
    return std::unexpected(PictureRefusal::no_picture);
  }
  tx.execute(
      "DELETE FROM offer_pictures WHERE city = $1 AND district = $2 AND category = $3 AND name = "
      "$4",
      unit.city, unit.district, unit.category, unit.name);
  drop_unshown_pictures(tx);
  record_picture(tx, unit.id, {.picture_before = before, .picture = std::nullopt}, permit, now);
  return *before;
}

std::optional<PictureSource> find_picture_source(db::Tx& tx, std::int64_t picture_id,
                                                 std::string_view bot) {
  const auto row = tx.first<SourceRow>(
      fmt::format("SELECT c.id AS picture_id, s.file_id, "
                  "CASE WHEN s.file_id IS NULL THEN {} END AS content "
                  "FROM pictures c LEFT JOIN picture_files s ON s.picture_id = c.id AND s.bot = $2 "
                  "WHERE c.id = $1",
                  content_column(tx)),
      picture_id, bot);
  if (!row) {
    return std::nullopt;
  }
  return PictureSource{.picture_id = row->picture_id,
                       .file_id = row->file_id.value_or(""),
                       .jpeg = bytes_of(row->content.value_or(""))};
}

std::optional<std::string> find_picture(db::Tx& tx, std::int64_t picture_id) {
  const auto content = tx.first<std::string>(
      fmt::format("SELECT {} AS content FROM pictures c WHERE c.id = $1", content_column(tx)),
      picture_id);
  return content ? std::optional(bytes_of(*content)) : std::nullopt;
}

void note_picture_file(db::Tx& tx, std::int64_t picture_id, std::string_view bot,
                       std::string_view file_id) {
  tx.execute(
      "INSERT INTO picture_files (picture_id, bot, file_id) "
      "SELECT c.id, $2, $3 FROM pictures c WHERE c.id = $1 "
      "ON CONFLICT (picture_id, bot) DO UPDATE SET file_id = excluded.file_id",
      picture_id, bot, file_id);
}

}  // namespace shop
