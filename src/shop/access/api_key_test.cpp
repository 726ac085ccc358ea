#include "shop/access/api_key.h"

#include <latch>
#include <thread>

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"
#include "support/eventually.h"

namespace shop {
namespace {

using testing::HasSubstr;
using testing::Not;

class ApiKeyTest : public ShopTest {
 protected:
  auto create(NewKey key) {
    return transact([&](db::Tx& tx) {
      return create_key(tx, key, permit<Act::create_key>(Actor::web("admin")).value(), now);
    });
  }
  ApiKey create_named(std::string name) {
    return create({.name = name, .role = Role::manager, .secret_hash = "hash of " + name}).value();
  }
  auto edit(std::int64_t id, KeyEdit edit) {
    return transact([&](db::Tx& tx) {
      return edit_key(tx, id, edit, permit<Act::edit_key>(Actor::owner(9)).value(), now);
    });
  }
  auto revoke(std::int64_t id) {
    return transact([&](db::Tx& tx) {
      return revoke_key(tx, id, permit<Act::revoke_key>(Actor::owner(9)).value(), now);
    });
  }
  std::optional<ApiKey> find(std::int64_t id) {
    return read([&](db::Tx& tx) { return find_key(tx, id); });
  }
  std::string last_entry() {
    return value<std::string>(
        "SELECT actor || ' ' || action || ' ' || subject || ' ' || details FROM audit_log "
        "ORDER BY id DESC LIMIT 1");
  }
};
INSTANTIATE_TEST_SUITE_P(, ApiKeyTest, support::kBothEngines, support::engine_name);

std::optional<KeyFault> fault_from(const ApiKey& key, std::string_view sender,
                                   base::Timestamp at = kNow) {
  return fault_of(key, base::IpAddress::parse(sender), at);
}

TEST_P(ApiKeyTest, IsFoundByTheHashOfItsSecret) {
  const auto key = create_named("Till");
  EXPECT_EQ(key.name, "Till");
  EXPECT_EQ(key.requests_per_second, kKeyRate);
  EXPECT_EQ(key.created_by, "web:admin");
  const auto found = read([](db::Tx& tx) { return find_key(tx, "hash of Till"); });
  EXPECT_EQ(found.value().id, key.id);
  EXPECT_FALSE(read([](db::Tx& tx) { return find_key(tx, "Till"); }));
  EXPECT_THAT(last_entry(), HasSubstr("web:admin create_key key:" + std::to_string(key.id)));
  EXPECT_THAT(last_entry(), HasSubstr(R"("name":"Till","role":"manager")"));
  EXPECT_THAT(last_entry(), Not(HasSubstr("hash of Till")));
}

TEST_P(ApiKeyTest, IsRefusedWhenItIsNotAsItMustBe) {
  const NewKey good{.name = "Till", .role = Role::support, .secret_hash = "h"};
  auto key = good;
  for (const auto& name : {std::string(), std::string(" \n "), std::string(61, 'x')}) {
    key.name = name;
    EXPECT_EQ(refusal_of(create(key)), KeyRefusal::bad_name);
  }
  key = good;
  for (const std::int64_t rate : {-1, 0, 1001}) {
    key.requests_per_second = rate;
    EXPECT_EQ(refusal_of(create(key)), KeyRefusal::bad_rate);
  }
  key = good;
  key.expires_at = now;
  EXPECT_EQ(refusal_of(create(key)), KeyRefusal::past_expiry);
  key = good;
  key.address_ranges.assign(kMaxKeyRanges + 1, base::IpRange::parse("10.0.0.1").value());
  EXPECT_EQ(refusal_of(create(key)), KeyRefusal::many_ranges);
  EXPECT_EQ(count("api_keys"), 0);
  EXPECT_EQ(count("audit_log"), 0);
}

TEST_P(ApiKeyTest, AreNotMoreThanTheShopMayHave) {
  for (int i = 0; i < kMaxKeys; ++i) {
    create_named(std::to_string(i));
  }
  const NewKey other{.name = "one more", .role = Role::support, .secret_hash = "h"};
  EXPECT_EQ(refusal_of(create(other)), KeyRefusal::too_many);
  ASSERT_TRUE(revoke(read([](db::Tx& tx) { return current_keys(tx); }).front().id));
  EXPECT_TRUE(create(other));
}

TEST_P(ApiKeyTest, EndsAtItsMoment) {
  const auto key = create({.name = "Till",
                           .role = Role::support,
                           .secret_hash = "h",
                           .expires_at = kNow + std::chrono::hours(1)})
                       .value();
  EXPECT_EQ(fault_from(key, "10.0.0.1"), std::nullopt);
  const auto end = kNow + std::chrono::hours(1);
  EXPECT_EQ(fault_from(key, "10.0.0.1", end - kMoment), std::nullopt);
  EXPECT_EQ(fault_from(key, "10.0.0.1", end), KeyFault::expired);
}

TEST_P(ApiKeyTest, IsTakenFromItsAddressesOnly) {
  const auto key = create({.name = "Till",
                           .role = Role::support,
                           .secret_hash = "h",
                           .address_ranges = {base::IpRange::parse("10.0.0.0/8").value(),
                                              base::IpRange::parse("2001:db8::/32").value()}})
                       .value();
  EXPECT_EQ(key.address_ranges, "10.0.0.0/8 2001:db8::/32");
  for (const auto* inside : {"10.0.0.1", "10.255.0.1", "2001:db8::7", "::ffff:10.1.1.1"}) {
    EXPECT_EQ(fault_from(key, inside), std::nullopt) << inside;
  }
  for (const auto* outside : {"11.0.0.1", "2001:db9::7", "::1", ""}) {
    EXPECT_EQ(fault_from(key, outside), KeyFault::other_address) << outside;
  }
  EXPECT_EQ(fault_from(create_named("from everywhere"), ""), std::nullopt);
}

TEST_P(ApiKeyTest, IsEditedWithBeforeAndAfterInTheLog) {
  const auto key = create_named("Till");
  const auto edited =
      edit(key.id, {.name = "Till 2", .expires_at = std::optional(kNow + std::chrono::hours(1))});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->name, "Till 2");
  EXPECT_EQ(edited->expires_at, kNow + std::chrono::hours(1));
  EXPECT_THAT(last_entry(), HasSubstr("owner:9 edit_key key:"));
  EXPECT_THAT(last_entry(), HasSubstr(R"("before":{"name":"Till",)"));
  EXPECT_THAT(last_entry(), HasSubstr(R"("after":{"name":"Till 2",)"));
  EXPECT_EQ(edit(key.id, {.expires_at = std::optional<base::Timestamp>()})->expires_at,
            std::nullopt);
  const auto entries = count("audit_log");
  EXPECT_TRUE(edit(key.id, {}));
  EXPECT_TRUE(edit(key.id, {.name = " Till  2"}));
  EXPECT_EQ(count("audit_log"), entries) << "nothing changed";
  EXPECT_EQ(refusal_of(edit(key.id, {.name = ""})), KeyRefusal::bad_name);
  EXPECT_EQ(refusal_of(edit(key.id, {.expires_at = std::optional(kNow)})), KeyRefusal::past_expiry);
  EXPECT_EQ(refusal_of(edit(key.id + 1, {.name = "x"})), KeyRefusal::unknown_key);
}

TEST_P(ApiKeyTest, ThatHasExpiredMayBeRenamedAndProlonged) {
  const auto key = create({.name = "Till",
                           .role = Role::support,
                           .secret_hash = "h",
                           .expires_at = kNow + std::chrono::hours(1)})
                       .value();
  now = kNow + std::chrono::hours(2);
  EXPECT_TRUE(edit(key.id, {.name = "Old till"}));
  EXPECT_TRUE(edit(key.id, {.expires_at = std::optional(now + std::chrono::hours(1))}));
  EXPECT_EQ(fault_from(find(key.id).value(), "::1", now), std::nullopt);
}

TEST_P(ApiKeyTest, IsRevokedForGood) {
  const auto key = create_named("Till");
  ASSERT_TRUE(revoke(key.id));
  EXPECT_THAT(last_entry(), HasSubstr("owner:9 revoke_key key:"));
  EXPECT_EQ(fault_from(find(key.id).value(), "10.0.0.1"), KeyFault::revoked);
  now = kNow + std::chrono::hours(1);
  EXPECT_EQ(revoke(key.id)->revoked_at, kNow) << "the first time counts";
  EXPECT_EQ(count("audit_log"), 2);
  EXPECT_EQ(refusal_of(edit(key.id, {.name = "x"})), KeyRefusal::was_revoked);
  EXPECT_EQ(refusal_of(revoke(key.id + 1)), KeyRefusal::unknown_key);
  EXPECT_TRUE(read([](db::Tx& tx) { return current_keys(tx); }).empty());
}

TEST_P(ApiKeyTest, RemembersItsLastUseToTheMinute) {
  const auto id = create_named("Till").id;
  const auto use = [&](base::Timestamp at) {
    transact([&](db::Tx& tx) {
      note_key_use(tx, id, at);
      return true;
    });
    return find(id).value().last_used_at;
  };
  EXPECT_TRUE(is_use_due(find(id).value(), kNow));
  EXPECT_EQ(use(kNow), kNow);
  const auto later = kNow + kKeyUsePrecision;
  EXPECT_FALSE(is_use_due(find(id).value(), later - kMoment));
  EXPECT_EQ(use(later - kMoment), kNow);
  EXPECT_TRUE(is_use_due(find(id).value(), later));
  EXPECT_EQ(use(later), later);
}

TEST_P(ApiKeyTest, AreListedInParts) {
  for (const auto* name : {"a", "b", "c"}) {
    create_named(name);
    now += std::chrono::minutes(1);
  }
  const auto part = [&](ListPart part) {
    return read([&](db::Tx& tx) {
      return key_rows(tx, {.revoked = false}, {.column = KeySort::created_at}, part).value();
    });
  };
  const auto first = part({.limit = 2});
  EXPECT_EQ(first.total, 3);
  ASSERT_EQ(first.items.size(), 2U);
  const auto second = part({.after = first.next, .limit = 2});
  ASSERT_EQ(second.items.size(), 1U);
  EXPECT_EQ(second.items[0].name, "c");
}

// Row locks are PostgreSQL's alone.
class HeldKeyTest : public ApiKeyTest {};
INSTANTIATE_TEST_SUITE_P(, HeldKeyTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

// Who holds a key while it changes something is waited for; their uses go on being noted.
TEST_P(HeldKeyTest, IsRevokedOnlyWhenThoseWhoHoldItAreDone) {
  const auto id = create_named("Till").id;
  std::latch is_held(1);
  std::latch may_end(1);
  std::thread holder([&] {
    transact([&](db::Tx& tx) {
      EXPECT_TRUE(hold_key(tx, id));
      is_held.count_down();
      may_end.wait();
      tx.execute(
          "INSERT INTO api_answers (caller, key, request, created_at) "
          "VALUES ('done', 'k', '', $1)",
          kNow);
      return true;
    });
  });
  is_held.wait();
  transact([&](db::Tx& tx) {
    note_key_use(tx, id, kNow);
    return true;
  });
  std::thread revoker([&] {
    EXPECT_TRUE(revoke(id));
    EXPECT_EQ(count("api_answers"), 1);
  });
  EXPECT_TRUE(support::eventually(
      [&] { return value<std::int64_t>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0; }));
  EXPECT_FALSE(find(id)->revoked_at);
  may_end.count_down();
  holder.join();
  revoker.join();
}

}  // namespace
}  // namespace shop
