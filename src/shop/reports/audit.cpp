#include "shop/reports/audit.h"

#include <boost/describe.hpp>
#include <optional>

#include <fmt/format.h>

#include "base/money.h"
#include "shop/reports/invariants.h"

namespace shop {
namespace {

// A row that breaks an invariant: its id, its value and the right value.
struct Finding {
  std::int64_t id = 0;
  std::optional<base::Money> value;
  std::optional<base::Money> proper;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (id, value, proper))

std::string decimal(const std::optional<base::Money>& amount) {
  return amount ? amount->decimal() : "nothing";
}

}  // namespace

std::vector<std::string> violations(db::Tx& tx, base::Timestamp now, const OnCheck& on_check) {
  std::vector<std::string> sentences;
  const auto all = invariants(tx.engine());
  std::size_t check = 0;
  for (const auto& invariant : all) {
    if (on_check) {
      on_check(++check, all.size());
    }
    const auto findings = invariant.needs_now ? tx.all<Finding>(invariant.query, now)
                                              : tx.all<Finding>(invariant.query);
    for (const auto& finding : findings) {
      sentences.push_back(fmt::format(fmt::runtime(invariant.sentence), finding.id,
                                      decimal(finding.value), decimal(finding.proper)));
    }
  }
  return sentences;
}

}  // namespace shop
