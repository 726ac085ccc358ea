// The Debian package as dpkg, systemd and man see it.
#include <filesystem>
#include <stdexcept>
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

// The package, built at first use.
class Package {
 public:
  Package() {
    const auto packed = run("scripts/deb", {KRAM_PROGRAM, directory_.path()});
    file_ = packed.out.substr(0, packed.out.find('\n'));
    const auto unpacked = run("/usr/bin/dpkg-deb", {"--extract", file_, root()});
    if (packed.exit_code != 0 || unpacked.exit_code != 0) {
      throw std::runtime_error(packed.err + unpacked.err);
    }
  }

  const std::string& file() const { return file_; }
  std::string root() const { return directory_.path() / "root"; }
  std::string control() const { return directory_.path() / "control"; }

 private:
  support::TemporaryDirectory directory_;
  std::string file_;
};

const Package& package() {
  static const Package packed;
  return packed;
}

std::string field(const std::string& name) {
  return run("/usr/bin/dpkg-deb", {"--field", package().file(), name}).out;
}

fs::perms mode(const std::string& path) { return fs::status(path).permissions(); }

TEST(DebianPackage, SaysWhatItIsAndNeeds) {
  EXPECT_EQ(field("Package"), "kram\n");
  const auto version = run(KRAM_PROGRAM, {"version"}).out;
  EXPECT_EQ("kram " + field("Version"), version);
  for (const auto* dependency : {"libc6 (>= ", "libpq5", "libsqlite3-0", "libssl3", "adduser"}) {
    EXPECT_TRUE(field("Depends").contains(dependency)) << dependency;
  }
  EXPECT_GT(std::stoi(field("Installed-Size")), 1'000);
}

TEST(DebianPackage, BelongsToRootAndHoldsNoSetting) {
  const auto list = run("/usr/bin/dpkg-deb", {"--contents", package().file()});
  EXPECT_EQ(list.exit_code, 0);
  for (std::size_t start = 0; start < list.out.size();) {
    const auto end = list.out.find('\n', start);
    EXPECT_TRUE(list.out.substr(start, end - start).contains(" root/root ")) << list.out;
    start = end + 1;
  }
  EXPECT_FALSE(list.out.contains("./etc/")) << "an update must not ask about changed settings";
}

TEST(DebianPackage, HoldsEveryFileWithItsMode) {
  EXPECT_EQ(mode(package().root() + "/usr/bin/kram"), fs::perms(0755));
  for (const auto* path :
       {"/lib/systemd/system/kram.service", "/usr/share/kram/kram.env",
        "/usr/share/man/man1/kram.1.gz", "/usr/share/doc/kram/copyright",
        "/usr/share/doc/kram/examples/nginx.conf", "/usr/share/doc/kram/examples/logrotate.conf"}) {
    EXPECT_EQ(mode(package().root() + path), fs::perms(0644)) << path;
  }
}

TEST(DebianPackage, HasScriptsThatAShellReads) {
  const auto control = package().control();
  EXPECT_EQ(run("/usr/bin/dpkg-deb", {"--control", package().file(), control}).exit_code, 0);
  for (const auto* script : {"postinst", "prerm", "postrm"}) {
    const auto file = control + "/" + script;
    EXPECT_EQ(mode(file), fs::perms(0755)) << script;
    const auto end = run("/bin/sh", {"-n", file});
    EXPECT_EQ(end.exit_code, 0) << script << ": " << end.err;
  }
}

TEST(DebianPackage, HasAProgramThatRuns) {
  const auto end = run(package().root() + "/usr/bin/kram", {"version"});
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_EQ(end.out, "kram " + field("Version"));
}

}  // namespace
