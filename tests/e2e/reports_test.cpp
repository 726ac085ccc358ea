// Reports that are sent as files.
#include <gtest/gtest.h>

#include "bot/admin/statistics/callbacks.h"
#include "bot/view/callback.h"
#include "e2e/end_to_end.h"

namespace e2e {
namespace {

class Reports : public EndToEnd {
 protected:
  static bool is_sent(Person& person, std::string_view name) {
    const auto message = person.chat().wait_for([&](const sandbox::Message& one) {
      return one.is_from_bot && one.attachment && one.attachment->file_name.starts_with(name);
    });
    return message.attachment && message.attachment->mime_type == "text/csv" &&
           message.attachment->bytes_count > 0;
  }
};
INSTANTIATE_TEST_SUITE_P(, Reports, support::kBothEngines, support::engine_name);

TEST_P(Reports, AreSentAsFiles) {
  open();
  auto owner = this->owner();
  owner.says("/start");
  owner.sees("First steps");
  owner.presses_data(bot::encode_callback(bot::admin::ShowDailySales{}));
  owner.sees("Sales by day");
  owner.presses("As CSV");
  EXPECT_TRUE(is_sent(owner, "sales-"));
  owner.presses_data(bot::encode_callback(bot::admin::SendReferralReport{}));
  EXPECT_TRUE(is_sent(owner, "referrals-"));
}

}  // namespace
}  // namespace e2e
