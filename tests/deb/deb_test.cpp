// The Debian package as dpkg, systemd and man see it.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/program.h"
#include "support/temporary_directory.h"

namespace {

namespace fs = std::filesystem;

support::ProgramEnd run(const std::string& program, std::vector<std::string> arguments) {
  support::Program running(
      {.path = program, .arguments = std::move(arguments), .directory = fs::current_path()});
  return running.wait();
}

// Packed once for all tests.
class DebianPackage : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<support::TemporaryDirectory>();
    const auto end = run("scripts/deb", {KRAM_PROGRAM, directory_->path()});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    package_ = end.out.substr(0, end.out.find('\n'));
    const auto unpacked = run("/usr/bin/dpkg-deb", {"--extract", package_, root()});
    ASSERT_EQ(unpacked.exit_code, 0) << unpacked.err;
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static std::string root() { return directory_->path() / "root"; }
  static std::string field(const std::string& name) {
    return run("/usr/bin/dpkg-deb", {"--field", package_, name}).out;
  }
  static fs::perms mode(const std::string& path) { return fs::status(root() + path).permissions(); }

  static std::unique_ptr<support::TemporaryDirectory> directory_;
  static std::string package_;
};

std::unique_ptr<support::TemporaryDirectory> DebianPackage::directory_;
std::string DebianPackage::package_;

TEST_F(DebianPackage, SaysWhatItIsAndNeeds) {
  EXPECT_EQ(field("Package"), "kram\n");
  const auto version = run(KRAM_PROGRAM, {"version"}).out;
  EXPECT_EQ("kram " + field("Version"), version);
  for (const auto* dependency : {"libc6 (>= ", "libpq5", "libsqlite3-0", "libssl3", "adduser"}) {
    EXPECT_TRUE(field("Depends").contains(dependency)) << dependency;
  }
  EXPECT_GT(std::stoi(field("Installed-Size")), 1'000);
}

TEST_F(DebianPackage, BelongsToRootAndHoldsNoSetting) {
  const auto list = run("/usr/bin/dpkg-deb", {"--contents", package_});
  EXPECT_EQ(list.exit_code, 0);
  for (std::size_t start = 0; start < list.out.size();) {
    const auto end = list.out.find('\n', start);
    EXPECT_TRUE(list.out.substr(start, end - start).contains(" root/root ")) << list.out;
    start = end + 1;
  }
  EXPECT_FALSE(list.out.contains("./etc/")) << "an update must not ask about changed settings";
}

TEST_F(DebianPackage, HoldsEveryFileWithItsMode) {
  EXPECT_EQ(mode("/usr/bin/kram"), fs::perms(0755));
  for (const auto* path :
       {"/lib/systemd/system/kram.service", "/usr/share/kram/kram.env",
        "/usr/share/man/man1/kram.1.gz", "/usr/share/doc/kram/copyright",
        "/usr/share/doc/kram/examples/nginx.conf", "/usr/share/doc/kram/examples/logrotate.conf"}) {
    EXPECT_EQ(mode(path), fs::perms(0644)) << path;
  }
}

TEST_F(DebianPackage, HasScriptsThatAShellReads) {
  const auto control = directory_->path() / "control";
  EXPECT_EQ(run("/usr/bin/dpkg-deb", {"--control", package_, control}).exit_code, 0);
  for (const auto* script : {"postinst", "prerm", "postrm"}) {
    EXPECT_EQ(fs::status(control / script).permissions(), fs::perms(0755)) << script;
    const auto end = run("/bin/sh", {"-n", control / script});
    EXPECT_EQ(end.exit_code, 0) << script << ": " << end.err;
  }
}

TEST_F(DebianPackage, HasAProgramThatRuns) {
  const auto end = run(root() + "/usr/bin/kram", {"version"});
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_EQ(end.out, "kram " + field("Version"));
}

}  // namespace
