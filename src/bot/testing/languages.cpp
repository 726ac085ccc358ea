#include "bot/testing/languages.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "support/program.h"
#include "support/temporary_directory.h"

namespace bot {
namespace {

std::string compile(const std::string& po) {
  const support::TemporaryDirectory directory;
  std::ofstream(directory.path() / "xx.po") << po;
  const auto end =
      support::Program({.path = KRAM_MSGFMT,
                        .arguments = {"--check-format", "--check-domain", "-o", "xx.mo", "xx.po"},
                        .directory = directory.path()})
          .wait();
  EXPECT_EQ(end.exit_code, 0) << end.err;
  std::ostringstream mo;
  mo << std::ifstream(directory.path() / "xx.mo").rdbuf();
  return mo.str();
}

}  // namespace

Translations every_language() { return *Translations::load(Translations::built_in()); }

std::vector<Wording> wordings_of(const Translations& translations) {
  std::vector<Wording> wordings;
  for (const Texts& texts : translations.all()) {
    wordings.push_back({texts, "PLN"});
  }
  return wordings;
}

TestLanguage::TestLanguage(std::string language, const std::string& po)
    : language_(std::move(language)), mo_(compile(po)) {}

std::vector<CompiledLocale> TestLanguage::with_built_in() const {
  const auto built_in = compiled_locales();
  std::vector<CompiledLocale> locales(built_in.begin(), built_in.end());
  locales.push_back({.language = language_, .mo = mo_});
  return locales;
}

}  // namespace bot
