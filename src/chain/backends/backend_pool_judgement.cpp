// Which members of a pool are not to be followed, and which are to be told of.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "chain/backends/backend_pool.h"

namespace chain {
namespace {

// Backends that are fewer blocks apart catch up within seconds.
constexpr std::int64_t kLagMax = 3;
constexpr int kChangesMax = 2;
// What is not asked for again says nothing after that.
constexpr std::chrono::hours kWrongFor{1};

}  // namespace

void BackendPool::set_aside(std::size_t index, Aside reason, const std::string& why) {
  auto& member = members_[index];
  auto trouble = fmt::format("The backend {} {}.", member.health.name, why);
  if (member.health.trouble != trouble) {
    logger_.warn("{}", trouble);
  }
  member.health.trouble = std::move(trouble);
  member.aside = reason;
  member.aside_until = clock_.now() + kAsidePause;
}

void BackendPool::note_changed(std::size_t index) {
  auto& member = members_[index];
  const auto& tip = member.announced.tip.hash;
  member.changes = member.changed_tip == tip ? member.changes + 1 : 1;
  member.changed_tip = tip;
  if (member.changes > kChangesMax) {
    set_aside(index, Aside::another_chain,
              "gives answers about its chain that do not fit together");
  }
}

void BackendPool::take_back(std::size_t index, Aside reason) {
  auto& member = members_[index];
  member.changes = 0;
  if (member.aside == reason && reason != Aside::no) {
    logger_.info("The backend {} works again.", member.health.name);
    member.aside = Aside::no;
    member.health.trouble.clear();
  }
}

void BackendPool::judge(std::int64_t height, std::chrono::seconds patience) {
  const auto now = clock_.now();
  for (std::size_t i = 0; i < members_.size(); ++i) {
    auto& member = members_[i];
    const auto lag = member.health.state ? height - member.health.state->tip.height : 0;
    if (lag <= kLagMax || member.record(Ability::state).error()) {
      member.behind_since.reset();
      if (lag <= kLagMax) {
        take_back(i, Aside::behind);
      }
      continue;
    }
    if (!member.behind_since || *member.behind_since > now || lag < member.behind_by) {
      member.behind_since = now;
      member.behind_by = lag;
    }
    // Once set aside it is left in peace until it has been asked again.
    const bool is_news =
        member.aside == Aside::no || (member.aside == Aside::behind &&
                                      is_over(member.aside_until, member.asked_at, kAsidePause));
    if (now - *member.behind_since >= patience && is_news) {
      set_aside(i, Aside::behind, "has been behind the others for long");
    }
  }
}

// It is on another chain or behind, or what it sends is not what it should be.
bool BackendPool::is_wrong(const Member& member) const {
  const auto now = clock_.now();
  return member.aside != Aside::no ||
         std::ranges::any_of(member.records, [&](const AbilityRecord& record) {
           return record.error() && record.error()->kind == base::ErrorKind::invalid &&
                  record.failed_at() <= now && now - record.failed_at() <= kWrongFor;
         });
}

bool BackendPool::note_wrong(Member& member) {
  const auto now = clock_.now();
  if (!is_wrong(member)) {
    member.wrong_since.reset();
    member.is_told = false;
    return false;
  }
  if (!member.wrong_since || *member.wrong_since > now) {
    member.wrong_since = now;
  }
  if (member.is_told || now - *member.wrong_since < options_.tell_after) {
    return false;
  }
  member.is_told = true;
  logger_.error("The backend {} has not agreed with the others for long: find out what is wrong.",
                member.health.name);
  return true;
}

bool BackendPool::is_disagreement_due() {
  bool is_due = false;
  for (auto& member : members_) {
    is_due = note_wrong(member) || is_due;
  }
  return is_due;
}

}  // namespace chain
