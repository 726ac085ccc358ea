#include "app/setup/env_edit.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/settings/env_file.h"
#include "support/temporary_directory.h"

namespace {

using app::with_values;

TEST(EnvEdit, KeepsCommentsOrderAndUnknownLines) {
  EXPECT_EQ(with_values("# my shop\nexport BOT_TOKEN=old # why\nOTHER='x y'\n\n",
                        {{"ADMIN_IDS", "7"}, {"BOT_TOKEN", "new"}}),
            "# my shop\nBOT_TOKEN=new\nOTHER='x y'\n\nADMIN_IDS=7\n");
  EXPECT_EQ(with_values("A=1", {{"B", "2"}}), "A=1\nB=2\n");
  EXPECT_EQ(with_values("A=1\r\nB=2\r\n", {{"A", "3"}}), "A=3\nB=2\r\n");
}

TEST(EnvEdit, ReplacesValuesOfSeveralLines) {
  EXPECT_EQ(with_values("A=\"one\ntwo\"\nB=2\n", {{"A", "x"}}), "A=x\nB=2\n");
  EXPECT_EQ(with_values("A=1\nA=2\n", {{"A", "3"}}), "A=1\nA=3\n") << "the last one holds";
}

TEST(EnvEdit, WritesWhatIsReadBack) {
  for (const auto* value : {"plain", "two words", " edges ", "a#b", "a #b", "line\nline", "q\"'\\n",
                            "$2b$12$hash/with.dots", "żółw"}) {
    const auto file = app::examine_env_text(with_values("", {{"NAME", value}}));
    ASSERT_EQ(file.entries.size(), 1U) << value;
    EXPECT_EQ(file.entries[0].value, value);
  }
}

TEST(EnvEdit, WritesAFileThatOnlyItsOwnerReads) {
  const support::TemporaryDirectory directory;
  const auto path = directory.path() / ".env";
  std::ofstream(path) << "A=1\n";
  ASSERT_TRUE(app::write_private_file(path, "A=2\n"));
  std::ostringstream read;
  read << std::ifstream(path).rdbuf();
  EXPECT_EQ(read.str(), "A=2\n");
  struct stat status{};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_FALSE(app::write_private_file(directory.path() / "none" / ".env", ""));
}

}  // namespace
