#include "base/log.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace {

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class LogFile : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove(path_); }
  void TearDown() override { std::filesystem::remove(path_); }

  const std::string path_ = testing::TempDir() + "kram_log_test.log";
};

TEST_F(LogFile, HidesSecrets) {
  base::Logger logger({.file = path_, .standard_output = false});
  logger.hide("12345:TOKEN");
  logger.info("calling https://host/bot12345:TOKEN/getMe with 12345:TOKEN");
  EXPECT_EQ(read(path_).find("TOKEN"), std::string::npos);
  EXPECT_NE(read(path_).find("bot[hidden]/getMe"), std::string::npos);
}

TEST_F(LogFile, KeepsLinesBelowItsLevelOut) {
  base::Logger logger({.level = base::LogLevel::warn, .file = path_, .standard_output = false});
  logger.info("quiet");
  logger.warn("loud");
  EXPECT_EQ(read(path_).find("quiet"), std::string::npos);
  EXPECT_NE(read(path_).find("loud"), std::string::npos);
}

TEST_F(LogFile, WritesANewFileAfterRotation) {
  base::Logger logger({.file = path_, .standard_output = false});
  logger.info("before");
  std::filesystem::rename(path_, path_ + ".1");
  logger.reopen();
  logger.info("after");
  EXPECT_EQ(read(path_).find("before"), std::string::npos);
  EXPECT_NE(read(path_).find("after"), std::string::npos);
  std::filesystem::remove(path_ + ".1");
}

}  // namespace
