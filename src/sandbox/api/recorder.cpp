#include "sandbox/api/recorder.h"

#include <boost/json/serialize.hpp>
#include <stdexcept>

namespace sandbox {

Recorder::Recorder(const std::string& path) {
  if (path.empty()) {
    return;
  }
  file_.open(path, std::ios::app);
  if (!file_) {
    throw std::runtime_error("cannot write the recorded calls to " + path);
  }
}

void Recorder::record(const BotCall& call) {
  if (!file_.is_open()) {
    return;
  }
  const boost::json::object line{{"method", call.method}, {"params", call.params}};
  const std::lock_guard lock(mutex_);
  file_ << boost::json::serialize(line) << std::endl;
}

}  // namespace sandbox
