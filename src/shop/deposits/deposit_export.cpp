#include "shop/deposits/deposit_export.h"

#include "db/core/columns.h"
#include "shop/deposits/deposit.h"

namespace shop {
namespace {

struct ExportedDeposit {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  base::Money amount;
  DepositStatus status = DepositStatus::pending;
  base::Timestamp created_at;
  std::optional<base::Timestamp> completed_at;
  std::optional<std::string> tx_hash;
  std::optional<std::int32_t> output_index;
  std::int64_t amount_sat = 0;
  std::optional<std::int64_t> address_id;
  std::optional<base::Money> rate;
  std::string rate_source;
  std::optional<base::Timestamp> rate_at;
  std::optional<std::int64_t> block_height;
  int confirmations_needed = 0;
  std::optional<base::Timestamp> confirmed_at;
  std::optional<std::string> reference;
  std::optional<std::string> receipt_file_id;
  std::optional<std::string> receipt_hash;
  std::optional<base::Timestamp> submitted_at;
  std::optional<std::int64_t> decided_by;
  std::string decided_as;
  std::string reason;
  std::int64_t stars = 0;
  int credits = 0;
};
BOOST_DESCRIBE_STRUCT(ExportedDeposit, (),
                      (id, user_id, method, amount, status, created_at, completed_at, tx_hash,
                       output_index, amount_sat, address_id, rate, rate_source, rate_at,
                       block_height, confirmations_needed, confirmed_at, reference, receipt_file_id,
                       receipt_hash, submitted_at, decided_by, decided_as, reason, stars, credits))

}  // namespace

ExportTable deposit_export() {
  return table_by_id<ExportedDeposit>(
      "deposits", fmt::format("SELECT {} FROM deposits", db::columns<ExportedDeposit>()), "id");
}

}  // namespace shop
