// A shop and a model of it: every step is applied to both, and both must agree.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/money/adjustment.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"

namespace shop {

// One action. All numbers are valid: user and unit are taken modulo how many there are.
struct Step {
  enum class Kind { adjust, reserve, release, purchase, discount, import, ban, wait, clean_up };
  Kind kind = Kind::wait;
  int user = 0;
  int unit = 0;
  int amount = 0;   // hundredths of an adjustment, which may be negative
  int percent = 0;  // of a discount
};
std::ostream& operator<<(std::ostream& out, const Step& step);

class ModelShop {
 public:
  static constexpr int kCustomers = 3;

  // Some customers without money, and some units.
  explicit ModelShop(db::Tx& tx);

  void take(const Step& step);

  // Compares the whole database with the model, and runs the audit.
  void compare();

  // The first disagreement, or "".
  const std::string& disagreement() const { return disagreement_; }

 private:
  struct Unit {
    std::int64_t id = 0;
    std::string name;
    base::Money base_price;
    base::Percent percent;
    std::optional<std::int64_t> reserved_by;
    base::Timestamp until;
    std::optional<std::int64_t> buyer;
    std::int64_t order_id = 0;

    base::Money price() const { return base::discounted(base_price, percent); }
    bool is_reserved(base::Timestamp now) const { return reserved_by && until > now; }
    bool is_free(base::Timestamp now) const { return !buyer && !is_reserved(now); }
  };

  void expect(bool holds, std::string_view what);
  static std::int64_t user_of(const Step& step) { return step.user % kCustomers + 1; }
  Unit& unit_of(const Step& step);
  static bool are_one_offer(const Unit& a, const Unit& b);

  void adjust(const Step& step);
  void reserve(const Step& step);
  void release(const Step& step);
  void purchase(const Step& step);
  void discount(const Step& step);
  void import(const Step& step);
  void ban(const Step& step);
  void clean_up();

  std::optional<AdjustRefusal> expected_refusal(const Adjustment& adjustment) const;
  std::optional<ReserveRefusal> expected_refusal(std::int64_t user_id, const Unit& wanted) const;
  std::optional<PurchaseRefusal::Kind> expected_refusal(std::int64_t user_id, const Unit& unit,
                                                        base::Money shown_price) const;
  bool is_too_often(std::int64_t user_id, const Unit& wanted) const;
  const Unit* own_reservation(std::int64_t user_id, const Unit& wanted) const;
  void note_reservation(std::int64_t user_id, const Unit& wanted, const Reservation& reservation);
  void compare_unit(const Unit& unit);

  db::Tx& tx_;
  base::Timestamp now_;
  std::map<std::int64_t, base::Money> balances_;
  std::set<std::int64_t> banned_;
  std::map<std::int64_t, base::Timestamp> debts_;  // of reservations that led to no purchase
  std::multimap<std::int64_t, base::Timestamp> bought_;
  std::map<std::string, Adjustment> adjustments_;  // by key
  std::vector<Unit> units_;
  std::string disagreement_;
};

}  // namespace shop
