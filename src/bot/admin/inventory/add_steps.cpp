#include "bot/admin/inventory/add_steps.h"

#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstddef>

namespace bot::admin {
namespace {

constexpr std::array kAddSteps{AddStep::city,    AddStep::district, AddStep::category,
                               AddStep::name,    AddStep::price,    AddStep::description,
                               AddStep::picture, AddStep::units};
static_assert(kAddSteps.size() ==
                  boost::mp11::mp_size<boost::describe::describe_enumerators<AddStep>>::value,
              "every step has its place in the order");

std::size_t place_of_step(AddStep step) {
  return static_cast<std::size_t>(std::ranges::find(kAddSteps, step) - kAddSteps.begin());
}

}  // namespace

bool is_before(AddStep step, AddStep other) { return place_of_step(step) < place_of_step(other); }

AddStep earlier_of(AddStep step, AddStep other) { return is_before(other, step) ? other : step; }

AddStep step_after(AddStep step) {
  return kAddSteps.at(std::min(place_of_step(step) + 1, kAddSteps.size() - 1));
}

AddStep step_before(AddStep step) {
  return kAddSteps.at(std::max<std::size_t>(place_of_step(step), 1) - 1);
}

bool is_place(AddStep step) {
  switch (step) {
    case AddStep::city:
    case AddStep::district:
    case AddStep::category:
      return true;
    case AddStep::name:
    case AddStep::price:
    case AddStep::description:
    case AddStep::picture:
    case AddStep::units:
      return false;
  }
  return false;
}

bool is_optional(AddStep step) {
  switch (step) {
    case AddStep::description:
    case AddStep::picture:
      return true;
    case AddStep::city:
    case AddStep::district:
    case AddStep::category:
    case AddStep::name:
    case AddStep::price:
    case AddStep::units:
      return false;
  }
  return false;
}

}  // namespace bot::admin
