#include "app/console/scratch_directory.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace app {

ScratchDirectory::ScratchDirectory() {
  constexpr auto* kProblem = "A temporary directory cannot be made (TMPDIR)";
  std::error_code error;
  const auto parent = std::filesystem::temp_directory_path(error);
  if (error) {
    throw std::filesystem::filesystem_error(kProblem, error);
  }
  std::string name = parent / "kram-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    throw std::filesystem::filesystem_error(kProblem, name,
                                            std::error_code(errno, std::generic_category()));
  }
  path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace app
