#include "bot/view/role_wording.h"

#include <utility>

namespace bot {

MessageId name_of(shop::Role role) {
  switch (role) {
    case shop::Role::support:
      return "role.support"_msg;
    case shop::Role::manager:
      return "role.manager"_msg;
    case shop::Role::owner:
      return "role.owner"_msg;
  }
  std::unreachable();
}

}  // namespace bot
