// Files of codes that the staff send, fetched from Telegram; and that their pastes, which Telegram
// splits into many messages, are not throttled.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "bot/admin/inventory/callbacks.h"
#include "bot/view/callback.h"
#include "e2e/end_to_end.h"
#include "support/eventually.h"

namespace e2e {
namespace {

using sandbox::FaultKind;

class Restock : public EndToEnd {
 protected:
  void begins_restock(Person& person) {
    person.presses_data(bot::encode_callback(bot::admin::BeginRestock{unit_}));
    person.sees("Paste their codes");
  }
  std::int64_t drafted() { return number("SELECT COUNT(*) FROM draft_units"); }
  std::int64_t units() { return number("SELECT COUNT(*) FROM products"); }

  std::int64_t unit_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, Restock, support::kBothEngines, support::engine_name);

TEST_P(Restock, TakesAFileOfCodes) {
  unit_ = stock(voucher());
  open();
  auto manager = this->manager("Marek");
  begins_restock(manager);
  manager.sends_file("codes.csv", "text/csv", "code\r\n\"A-1\"\r\n\"A-2\"\r\nA-2\r\n");
  manager.sees("1 repeats another line");
  manager.sends_file("more.txt", "text/plain",
                     "\xEF\xBB\xBF"
                     "B-1\n\n\t B-2 \n");
  manager.sees("5 units");
  manager.presses("✅ Add 4 units");
  manager.sees("4 units added");
  EXPECT_EQ(units(), 5);
  EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE delivery_text IN "
                   "('A-1', 'A-2', 'B-1', 'B-2')"),
            4);
}

TEST_P(Restock, SaysOfAFileThatCannotBeReadThatItCannot) {
  unit_ = stock(voucher());
  open();
  auto manager = this->manager("Marek");
  begins_restock(manager);
  manager.sends_file("large.txt", "text/plain", std::string(5'000'001, 'x'));
  manager.sees("could not be fetched");
  manager.sends_document("huge.csv", "text/csv", 20'971'521);
  manager.sees("could not be fetched");
  manager.sends_file("list.pdf", "application/pdf", std::string("%PDF\x01\xff\xfe\n\x02", 9));
  manager.sees("could not be fetched");
  EXPECT_EQ(drafted(), 0);
  manager.says("A-1");
  manager.sees("1 unit");
  EXPECT_EQ(drafted(), 1) << "the dialog went on";
}

TEST_P(Restock, GoesOnWhenAFileIsNotFetched) {
  unit_ = stock(voucher());
  open();
  auto manager = this->manager("Marek");
  begins_restock(manager);
  telegram.inject({.kind = FaultKind::bad_request,
                   .method = "getFile",
                   .description = "Bad Request: wrong file_id or the file is temporarily "
                                  "unavailable"});
  manager.sends_file("codes.txt", "text/plain", "A-1\nA-2\n");
  manager.sees("could not be fetched");
  manager.sends_file("codes.txt", "text/plain", "A-1\nA-2\n");
  manager.sees("2 units");
}

TEST_P(Restock, WhoLosesTheRoleWhileTheFileIsFetchedAddsNothing) {
  unit_ = stock(voucher());
  open();
  auto manager = this->manager("Marek");
  begins_restock(manager);
  telegram.inject({.kind = FaultKind::too_many_requests, .method = "getFile"});
  manager.sends_file("codes.txt", "text/plain", "A-1\nA-2\n");
  ASSERT_TRUE(support::eventually([&] { return log().contains("asks getFile to wait"); }));
  take_roles();
  manager.sees("did not understand");
  EXPECT_EQ(drafted(), 0);
}

TEST_P(Restock, APasteInManyMessagesIsTakenWhole) {
  constexpr int kMessages = 40;
  unit_ = stock(voucher());
  open();
  auto manager = this->manager("Marek");
  begins_restock(manager);
  for (int i = 0; i < kMessages; ++i) {
    manager.chat().send_text(fmt::format("C-{0}-1\nC-{0}-2", i));
  }
  manager.sees(fmt::format("{} units", 2 * kMessages));
  EXPECT_EQ(manager.chat().count("Too fast"), 0U);
  take_roles();
  manager.says("/wallet");
  manager.sees("Balance");
  for (int i = 0; i < kMessages; ++i) {
    manager.chat().send_text("/wallet");
  }
  manager.sees("Too fast");
}

}  // namespace
}  // namespace e2e
