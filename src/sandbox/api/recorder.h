// Records every accepted call for the type check in tests/bot_api_types/.
#pragma once

#include <fstream>
#include <mutex>
#include <string>

#include "sandbox/api/bot_call.h"

namespace sandbox {

// One line of JSON per call: {"method":"sendMessage","params":{…}}; an uploaded file is
// "attach://NAME". Safe to use from any thread.
class Recorder {
 public:
  // Appends to `path`; "" writes nothing. Throws std::runtime_error when it cannot be opened.
  explicit Recorder(const std::string& path);

  void record(const BotCall& call);

 private:
  std::mutex mutex_;
  std::ofstream file_;
};

}  // namespace sandbox
