#include "app/doctor/doctor.h"

#include <gmock/gmock.h>

#include "chain/testing/model_explorer.h"
#include "chain/testing/scripted_server.h"

namespace {

TEST(Finding, IsOneLineEvenForMultilineMessages) {
  EXPECT_EQ(app::to_line(app::right("database", "PostgreSQL answers")),
            "✓ database: PostgreSQL answers");
  EXPECT_EQ(app::to_line(app::wrong("database", "refused\n\tIs it running?\n")),
            "✗ database: refused Is it running?");
}

TEST(Doctor, ShowsTheFirstAddressesOfACoinThatIsOn) {
  EXPECT_TRUE(app::examine_coins(*app::read_settings({})).empty());
  const auto settings = app::read_settings(
      {{"BTC_XPUB",
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf3"
        "1mGDtKsAYz2oz2AGutZYs"}});
  const auto findings = app::examine_coins(*settings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(findings[0].is_right);
  EXPECT_EQ(findings[0].subject, "BTC");
  EXPECT_TRUE(findings[0].text.starts_with("native segwit on network main;"));
  EXPECT_TRUE(findings[0].text.contains(
      ": bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g "));
}

class ExaminedBackends : public testing::Test {
 protected:
  // The findings about a coin on a network that accepts any genesis block.
  std::vector<std::string> lines(const std::string& backends) {
    const auto settings = app::read_settings(
        {{"BTC_XPUB",
          "vpub5YvMuJNjRSYon44z9QmCfdf8SqJRVNvz6m55Qy5iVjZQxDfUgtiQjnc7CC1fAbED2tAGCZRERUfv"
          "tn2DstZGU6HMns6dXXH2wujSc2wfi2x"},
         {"BTC_NETWORK", "signet"},
         {"BTC_BACKEND", backends}});
    EXPECT_TRUE(settings) << settings.error().message;
    std::vector<std::string> lines;
    for (const auto& finding : loop_.run(app::examine_backends(http_, *settings))) {
      lines.push_back(app::to_line(finding));
    }
    return lines;
  }
  static std::string host(const std::string& url) { return url.substr(url.find("//") + 2); }

  chain::testing::Loop loop_;
  chain::testing::ModelExplorer explorer_{loop_, 20, 1'795'478'400};
  chain::testing::ModelExplorer behind_{loop_, 9, 1'795'478'400};
  net::HttpClient http_{loop_.context().get_executor()};
};

TEST_F(ExaminedBackends, HaveALineEach) {
  const chain::testing::ScriptedServer refusing(
      loop_, [](const auto&) { return net::text_response(403, "no"); });
  EXPECT_THAT(
      lines(explorer_.url() + " esplora+" + refusing.url()),
      testing::ElementsAre(
          "✓ BTC_BACKEND: esplora " + host(explorer_.url()) + " is at block 20",
          testing::AllOf(testing::StartsWith("✗ BTC_BACKEND: "), testing::HasSubstr("refuse"))));
}

TEST_F(ExaminedBackends, AreComparedWithEachOther) {
  EXPECT_THAT(lines(explorer_.url() + " " + behind_.url()),
              testing::ElementsAre(
                  testing::HasSubstr("block 20"), testing::HasSubstr("block 9"),
                  "✗ BTC_BACKEND: the backends are 11 blocks apart; find out which one is wrong"));
}

}  // namespace
