#include "net/core/body_file.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace net {

namespace asio = boost::asio;

BodyFile::BodyFile(std::filesystem::path path, FileLock lock, asio::thread_pool& worker)
    : path_(std::move(path)), lock_(std::move(lock)), worker_(worker) {}

BodyFile::~BodyFile() {
  if (!is_kept_) {
    ::unlink(path_.c_str());
  }
}

// The work holds the object: who waits for it may be gone before it ends.
asio::awaitable<std::error_code> BodyFile::append(std::string part) {
  co_return co_await asio::co_spawn(
      worker_,
      [self = shared_from_this(), bytes = std::move(part)]() mutable
          -> asio::awaitable<std::error_code> { co_return self->write_all(bytes); },
      asio::use_awaitable);
}

asio::awaitable<std::error_code> BodyFile::finish() {
  co_return co_await asio::co_spawn(
      worker_,
      [self = shared_from_this()]() -> asio::awaitable<std::error_code> {
        self->checksum_ = self->digest_.hexadecimal();
        co_return ::fdatasync(self->lock_.descriptor()) == 0 ? std::error_code()
                                                             : last_system_error();
      },
      asio::use_awaitable);
}

std::error_code BodyFile::write_all(std::string_view part) {
  digest_.add(part);
  size_ += static_cast<std::int64_t>(part.size());
  while (!part.empty()) {
    const auto count = ::write(lock_.descriptor(), part.data(), part.size());
    if (count < 0 && errno != EINTR) {
      return last_system_error();
    }
    part.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
  return {};
}

std::expected<std::shared_ptr<BodyFile>, std::error_code> BodyDirectory::open() {
  auto created = FileLock::create(directory_);
  if (!created) {
    return std::unexpected(created.error());
  }
  auto& [lock, path] = *created;
  return std::make_shared<BodyFile>(std::move(path), std::move(lock), worker_);
}

bool is_full(const std::error_code& error) {
  return error == std::errc::no_space_on_device || error == std::errc::file_too_large ||
         error == std::error_code(EDQUOT, std::generic_category());
}

}  // namespace net
