#include "app/cluster/process_identity.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.h"

namespace app {
namespace {

constexpr int kStartTimeField = 22;  // proc(5), /proc/PID/stat

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Process ids are unique only within one boot and one process namespace.
std::string machine_identity() {
  std::error_code error;
  const auto space = std::filesystem::read_symlink("/proc/self/ns/pid", error).string();
  const auto boot = read_file("/proc/sys/kernel/random/boot_id");
  return fmt::format("{}/{}", base::trim(boot), space);
}

// "" when there is no such process. The name in the second field may hold anything, so the fields
// are counted from its closing parenthesis.
std::string start_time(std::string_view process_id) {
  const auto stat = read_file(fmt::format("/proc/{}/stat", process_id));
  const auto end_of_name = stat.rfind(')');
  if (end_of_name == std::string::npos) {
    return {};
  }
  const auto fields = base::split(std::string_view(stat).substr(end_of_name + 1), ' ');
  constexpr std::size_t index = kStartTimeField - 2;
  return fields.size() > index ? std::string(fields[index]) : std::string();
}

}  // namespace

std::string process_identity() {
  const auto id = std::to_string(getpid());
  return fmt::format("{} {} {}", machine_identity(), id, start_time(id));
}

bool has_ended(std::string_view identity) {
  const auto parts = base::split(identity, ' ');
  return parts.size() == 3 && parts[0] == machine_identity() && start_time(parts[1]) != parts[2];
}

}  // namespace app
