#include "shop/access/session.h"

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using testing::HasSubstr;
using testing::Not;

class SessionTest : public ShopTest {
 protected:
  Session start(NewSession session, Actor actor = Actor::web("owner")) {
    return transact([&](db::Tx& tx) {
      return start_session(tx, session, permit<Act::sign_in>(actor).value(), now);
    });
  }
  Session start_owners(std::string hash, std::string address = "203.0.113.7") {
    return start({.secret_hash = std::move(hash),
                  .username = "owner",
                  .address = std::move(address),
                  .user_agent = "Browser"});
  }
  std::optional<Session> end(std::int64_t id) {
    return transact([&](db::Tx& tx) {
      return end_session(tx, id, permit<Act::end_session>(Actor::web("owner")).value(), now);
    });
  }
  std::vector<std::int64_t> ids(SessionFilter filter) {
    const auto rows = read([&](db::Tx& tx) {
      return session_rows(tx, filter, {SessionSort::created_at, false}, {}, now).value();
    });
    std::vector<std::int64_t> found;
    for (const auto& row : rows.items) {
      found.push_back(row.id);
    }
    return found;
  }
};
INSTANTIATE_TEST_SUITE_P(, SessionTest, support::kBothEngines, support::engine_name);

TEST_P(SessionTest, LastsTwelveHoursUnlessItIsEnded) {
  const auto session = start_owners("hash");
  EXPECT_EQ(session.expires_at, kNow + std::chrono::hours(12));
  EXPECT_TRUE(is_open(session, session.expires_at - kMoment));
  EXPECT_FALSE(is_open(session, session.expires_at));
  EXPECT_EQ(read([](db::Tx& tx) { return find_session(tx, "hash"); })->id, session.id);
  now += std::chrono::hours(1);
  EXPECT_EQ(end(session.id)->ended_at, now);
  now += std::chrono::hours(1);
  EXPECT_EQ(end(session.id)->ended_at, kNow + std::chrono::hours(1));
  EXPECT_FALSE(is_open(*transact([&](db::Tx& tx) { return hold_session(tx, session.id); }), now));
  EXPECT_FALSE(end(999));
}

TEST_P(SessionTest, IsInTheAuditLogWithoutItsSecret) {
  end(start_owners("hash").id);
  const auto entries = read([](db::Tx& tx) {
    return tx.all<std::string>(
        "SELECT actor || ' ' || action || ' ' || subject || ' ' || details FROM audit_log "
        "ORDER BY id");
  });
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0], HasSubstr("web:owner sign_in session:1"));
  EXPECT_THAT(entries[0], HasSubstr("203.0.113.7"));
  EXPECT_THAT(entries[0], Not(HasSubstr("hash")));
  EXPECT_THAT(entries[1], HasSubstr("web:owner end_session session:1"));
}

TEST_P(SessionTest, KeepsWhatABrowserSaysInBounds) {
  const std::string text = "\xff\x01<b>" + std::string(10'000, 'x');
  const auto session =
      start({.secret_hash = "h", .username = "owner", .address = "", .user_agent = text});
  EXPECT_EQ(session.user_agent.size(), kMaxUserAgent);
  EXPECT_TRUE(session.user_agent.starts_with(std::string(2, '?') + "<b>x"));
}

TEST_P(SessionTest, IsSeenToTheMinute) {
  auto session = start_owners("hash");
  EXPECT_FALSE(is_use_due(session, now + kSessionUsePrecision - kMoment));
  now += kSessionUsePrecision;
  EXPECT_TRUE(is_use_due(session, now));
  for (int time = 0; time < 2; ++time) {
    transact([&](db::Tx& tx) {
      note_session_use(tx, session.id, now + std::chrono::seconds(time));
      return true;
    });
  }
  EXPECT_EQ(read([&](db::Tx& tx) { return find_session(tx, session.id); })->last_seen_at, now);
}

TEST_P(SessionTest, IsListedAndForgottenInTheEnd) {
  join(kAnn);
  const auto first = start_owners("a").id;
  const auto second =
      start({.secret_hash = "b", .user_id = kAnn}, Actor::staff(Role::support, kAnn)).id;
  end(first);
  EXPECT_EQ(ids({}), (std::vector{first, second}));
  EXPECT_EQ(ids({.open = true}), std::vector{second});
  EXPECT_EQ(ids({.open = false}), std::vector{first});
  EXPECT_EQ(ids({.user_id = kAnn}), std::vector{second});
  now += kSessionLife;
  EXPECT_EQ(ids({.open = true}), std::vector<std::int64_t>{});
  now += kSessionMemory;
  start_owners("c");
  EXPECT_EQ(ids({}).size(), 3U);
  now += kMoment;
  start_owners("d");
  EXPECT_EQ(ids({}).size(), 2U);
}

TEST_P(SessionTest, TellsFromWhereSomebodyHasSignedIn) {
  start_owners("hash");
  const auto asked = [&](std::string_view name, std::string_view address) {
    return read([&](db::Tx& tx) { return has_signed_in(tx, name, address); });
  };
  EXPECT_TRUE(asked("owner", "203.0.113.7"));
  EXPECT_FALSE(asked("owner", "203.0.113.8"));
  EXPECT_FALSE(asked("another", "203.0.113.7"));
}

}  // namespace
}  // namespace shop
