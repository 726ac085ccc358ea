// API keys as owners see and revoke them in the chat, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bot/admin/staff/callbacks.h"
#include "bot/testing/conversation.h"
#include "shop/access/api_key.h"

namespace bot::admin {
namespace {

using testing::HasSubstr;
using testing::Not;

class KeysInChatTest : public Conversation {
 protected:
  void SetUp() override {
    Conversation::SetUp();
    say(kOwner, "/start");
  }
  std::int64_t make(const std::string& name) {
    return transact([&](db::Tx& tx) {
      const auto cli = shop::permit<shop::Act::create_key>(shop::Actor::cli()).value();
      return shop::create_key(
                 tx, {.name = name, .role = shop::Role::manager, .secret_hash = name + " hash"},
                 cli, clock.now())
          .value()
          .id;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, KeysInChatTest, support::kBothEngines, support::engine_name);

TEST_P(KeysInChatTest, AreListedAndRevoked) {
  make("Till");
  const auto id = make("Books");
  say(kOwner, "/admin");
  press(kOwner, "Staff");
  press(kOwner, "API keys");
  EXPECT_THAT(text_of(kOwner),
              HasSubstr("<b>Till</b>: Manager; last used: never; good until: no end"));
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("hash")));
  press(kOwner, "Books");
  EXPECT_THAT(text_of(kOwner), HasSubstr("Revoke this API key?"));
  EXPECT_FALSE(read([&](db::Tx& tx) { return shop::find_key(tx, id); })->revoked_at);
  press(kOwner, "Revoke");
  EXPECT_THAT(text_of(kOwner), Not(HasSubstr("Books")));
  EXPECT_THAT(text_of(kOwner), HasSubstr("Till"));
  EXPECT_TRUE(read([&](db::Tx& tx) { return shop::find_key(tx, id); })->revoked_at);
  press_data(kOwner, encode_callback(AskRevokeKey{id}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>API keys</b>")) << "an old button";
  press_data(kOwner, encode_callback(RevokeKey{999}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("<b>API keys</b>"));
}

TEST_P(KeysInChatTest, AreMissedInWords) {
  press_data(kOwner, encode_callback(ListKeys{}));
  EXPECT_THAT(text_of(kOwner), HasSubstr("There are none."));
}

}  // namespace
}  // namespace bot::admin
