#include "support/on_both_engines.h"

namespace support {

std::string engine_name(const testing::TestParamInfo<db::Engine>& engine) {
  return engine.param == db::Engine::postgres ? "Postgres" : "Sqlite";
}

}  // namespace support
