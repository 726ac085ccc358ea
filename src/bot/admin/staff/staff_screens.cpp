#include "bot/admin/staff/staff_screens.h"

#include <utility>

#include "bot/admin/callbacks.h"
#include "bot/admin/customers/callbacks.h"
#include "bot/admin/customers/user_screens.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/staff/callbacks.h"
#include "bot/view/role_wording.h"

namespace bot::admin {
namespace {

// More would not fit into a screen; the others are found in `Users`.
constexpr std::size_t kMaxStaffShown = 30;

std::string member_name(const shop::StaffMember& member) {
  return person(member.first_name, member.username.value_or(""), member.user_id);
}

}  // namespace

Screen staff_screen(const Wording& wording, const std::vector<shop::Customer>& owners,
                    const std::vector<shop::StaffMember>& members) {
  const Texts& texts = wording.texts;
  Html lines;
  std::vector<Button> buttons;
  for (const auto& owner : owners) {
    lines.text += texts.text("staff.owner"_msg, {{"name", user_name(owner)}}) + "\n";
    buttons.push_back(
        button(short_label(person(owner.first_name, owner.username.value_or(""), owner.id)),
               ShowUser{owner.id}));
  }
  for (const auto& member : members) {
    if (buttons.size() == kMaxStaffShown) {
      break;
    }
    lines.text += texts.text("staff.member"_msg, {{"name", member_name(member)},
                                                  {"role", texts.label(name_of(member.role))},
                                                  {"since", wording.date(member.given_at)}}) +
                  "\n";
    buttons.push_back(button(short_label(member_name(member)), ShowUser{member.user_id}));
  }
  Screen screen{.text = texts.text("staff.list"_msg, {{"lines", lines}})};
  add_grid(screen, std::move(buttons), 2);
  screen.add(button(texts.label("staff.add"_msg), ListUsers{}));
  screen.add(button(texts.label("keys.button"_msg), ListKeys{}));
  return add_ways_out(screen, texts, ShowPanel{});
}

}  // namespace bot::admin
