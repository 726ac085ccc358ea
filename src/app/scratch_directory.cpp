#include "app/scratch_directory.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace app {

ScratchDirectory::ScratchDirectory() {
  std::string name = std::filesystem::temp_directory_path() / "kram-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    throw std::filesystem::filesystem_error("A temporary directory cannot be made", name,
                                            std::error_code(errno, std::generic_category()));
  }
  path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace app
