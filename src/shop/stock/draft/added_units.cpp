#include "shop/stock/draft/added_units.h"

#include <boost/describe.hpp>
#include <string>

#include <fmt/format.h>

#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/stock/goods.h"

namespace shop {
namespace {

constexpr std::int64_t kUnreadUnitsAtOnce = 1'000;

// Details in the audit log.
struct AddedDetails {
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money base_price;
  std::int64_t units = 0;
  std::int64_t repeats = 0;  // that were added all the same
};
BOOST_DESCRIBE_STRUCT(AddedDetails, (),
                      (city, district, category, name, base_price, units, repeats))

}  // namespace

void record_added(db::Tx& tx, const Product& product, const AddedCount& count,
                  const Permit<Act::create_product>& permit, base::Timestamp now) {
  record(tx, permit,
         {.subject = fmt::format("product:{}", product.id),
          .details = json::to_text(AddedDetails{.city = product.city,
                                                .district = product.district,
                                                .category = product.category,
                                                .name = product.name,
                                                .base_price = product.base_price,
                                                .units = count.units,
                                                .repeats = count.repeats})},
         now);
}

void note_all_unread_units(db::Tx& tx) {
  while (note_unread_units(tx, kUnreadUnitsAtOnce)) {
  }
}

}  // namespace shop
