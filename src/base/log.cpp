#include "base/log.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace base {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warn:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::sink_ptr open_file(const std::string& path) {
  try {
    return std::make_shared<spdlog::sinks::basic_file_sink_mt>(path);
  } catch (const spdlog::spdlog_ex&) {
    return nullptr;
  }
}

void replace_all(std::string& line, const std::string& secret) {
  constexpr std::string_view hidden = "[hidden]";
  for (auto at = line.find(secret); at != line.npos; at = line.find(secret, at + hidden.size())) {
    line.replace(at, secret.size(), hidden);
  }
}

}  // namespace

struct Logger::Sinks {
  explicit Sinks(std::string file_path) : file(std::move(file_path)) {}

  std::string file;
  std::shared_mutex swap;  // held exclusively only while the file sink is replaced
  spdlog::sink_ptr file_sink;
  spdlog::logger logger{"kram"};
};

Logger::Logger() = default;

Logger::Logger(const Options& options) : sinks_(std::make_unique<Sinks>(options.file)) {
  auto& logger = sinks_->logger;
  if (options.standard_output) {
    logger.sinks().push_back(std::make_shared<spdlog::sinks::stdout_sink_mt>());
  }
  if (!options.file.empty()) {
    sinks_->file_sink = open_file(options.file);
  }
  if (sinks_->file_sink) {
    logger.sinks().push_back(sinks_->file_sink);
  }
  logger.set_level(to_spdlog(options.level));
  logger.set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                                                                   spdlog::pattern_time_type::utc));
  logger.flush_on(spdlog::level::debug);
  if (!options.file.empty() && !sinks_->file_sink) {
    warn("LOG_FILE {} cannot be written; logging to standard output only", options.file);
  }
}

Logger::~Logger() = default;

void Logger::hide(std::string secret) {
  if (!secret.empty()) {
    secrets_.push_back(std::move(secret));
  }
}

void Logger::write(LogLevel level, std::string line) {
  if (!sinks_) {
    return;
  }
  for (const auto& secret : secrets_) {
    replace_all(line, secret);
  }
  const std::shared_lock lock(sinks_->swap);
  sinks_->logger.log(to_spdlog(level), spdlog::string_view_t(line));
}

void Logger::reopen() {
  if (!sinks_ || !sinks_->file_sink) {
    return;
  }
  auto reopened = open_file(sinks_->file);
  if (!reopened) {
    return;
  }
  const std::unique_lock lock(sinks_->swap);
  auto& sinks = sinks_->logger.sinks();
  std::ranges::replace(sinks, sinks_->file_sink, reopened);
  sinks_->file_sink = std::move(reopened);
  sinks_->logger.set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc));
}

}  // namespace base
