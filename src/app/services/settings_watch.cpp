#include "app/services/settings_watch.h"

#include <exception>
#include <optional>
#include <utility>

#include "shop/settings/stored_settings.h"

namespace app {
namespace {

constexpr std::chrono::seconds kSettingsPeriod{2};

struct NewSettings {
  std::int64_t version = 0;
  shop::StoredSettings values;
};

// Empty while nothing has changed since `known`.
std::optional<NewSettings> read_changes(db::Tx& tx, std::int64_t known) {
  const auto version = shop::settings_version(tx);
  if (version == known) {
    return std::nullopt;
  }
  return NewSettings{.version = version, .values = shop::stored_settings(tx)};
}

}  // namespace

SettingsWatch::SettingsWatch(const boost::asio::any_io_executor& executor, const Context& context,
                             Settings settings, OnChange on_change)
    : context_(context),
      settings_(std::move(settings)),
      on_change_(std::move(on_change)),
      alarm_(executor) {}

boost::asio::awaitable<void> SettingsWatch::look() {
  try {
    const auto changed = co_await context_.database.read(
        [known = version_](db::Tx& tx) { return read_changes(tx, known); });
    if (changed) {
      version_ = changed->version;
      Settings now = settings_;
      static_cast<shop::OwnerSettings&>(now) =
          shop::with_stored(settings_, changed->values, settings_.locked);
      on_change_(now);
    }
  } catch (const std::exception& failure) {
    context_.logger.warn("Settings of the database: {}", failure.what());
  }
}

boost::asio::awaitable<void> SettingsWatch::run() {
  while (!alarm_.is_stopped()) {
    is_woken_ = false;
    co_await look();
    if (!is_woken_) {
      co_await alarm_.pause(kSettingsPeriod);
    }
  }
}

void SettingsWatch::wake() {
  is_woken_ = true;
  alarm_.ring();
}

}  // namespace app
