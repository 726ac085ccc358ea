// Languages for tests: all built-in ones, and one that is not built in.
#pragma once

#include <string>
#include <vector>

#include "bot/view/locales.h"
#include "bot/view/translations.h"
#include "bot/view/wording.h"

namespace bot {

Translations every_language();

// One for each language of `translations`, which outlives them; prices are in PLN.
std::vector<Wording> wordings_of(const Translations& translations);

// A language file that only a test has, compiled as the build compiles those of locales/.
class TestLanguage {
 public:
  // `po` is the text of xx.po. Fails the test when msgfmt refuses it.
  TestLanguage(std::string language, const std::string& po);

  // Those that are built in, and this one. Valid while this object is.
  std::vector<CompiledLocale> with_built_in() const;

 private:
  std::string language_;
  std::string mo_;
};

}  // namespace bot
