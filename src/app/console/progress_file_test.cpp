#include "app/console/progress_file.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace {

class ProgressFileTest : public testing::Test {
 protected:
  std::filesystem::path make_file(std::size_t size) const {
    auto path = directory_.path() / "file";
    std::ofstream(path, std::ios::binary) << std::string(size, 'x');
    return path;
  }

  support::TemporaryDirectory directory_;
};

std::string read(std::istream& file) {
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST_F(ProgressFileTest, ShowsProgressAndClearsTheLine) {
  std::ostringstream out;
  {
    app::ProgressFile file(make_file(1'000'000), "Importing", &out);
    EXPECT_EQ(read(file).size(), 1'000'000U);
    EXPECT_TRUE(out.str().starts_with("\rImporting… ")) << out.str();
    EXPECT_TRUE(out.str().contains("\rImporting… 50%")) << out.str();
    EXPECT_TRUE(out.str().ends_with("\rImporting… 100%")) << out.str();
  }
  EXPECT_TRUE(out.str().ends_with("\r\033[K")) << "the line is gone";
}

TEST_F(ProgressFileTest, CanBeReadAgain) {
  std::ostringstream out;
  app::ProgressFile file(make_file(50'000), "Checking", &out);
  EXPECT_EQ(read(file).size(), 50'000U);
  file.clear();
  file.seekg(0);
  EXPECT_EQ(read(file).size(), 50'000U);
}

TEST_F(ProgressFileTest, IsQuietWithoutAnOutput) {
  app::ProgressFile file(make_file(50'000), "Importing", nullptr);
  EXPECT_EQ(read(file).size(), 50'000U);
}

TEST_F(ProgressFileTest, FailsWhenItIsMissing) {
  std::ostringstream out;
  {
    const app::ProgressFile file(directory_.path() / "missing", "Importing", &out);
    EXPECT_TRUE(file.fail());
  }
  EXPECT_EQ(out.str(), "");
}

TEST_F(ProgressFileTest, MayBeEmpty) {
  std::ostringstream out;
  app::ProgressFile file(make_file(0), "Importing", &out);
  EXPECT_EQ(read(file), "");
}

}  // namespace
