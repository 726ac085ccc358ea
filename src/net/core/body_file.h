// Bodies of requests that are too large for memory.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "net/core/digest.h"
#include "net/core/file_lock.h"

namespace net {

// A file that a body is written to as it comes. Locked (FileLock) while the object lives, and
// removed with it unless it is kept. What it waits for happens on a thread of its directory.
class BodyFile : public std::enable_shared_from_this<BodyFile> {
 public:
  BodyFile(std::filesystem::path path, FileLock lock, boost::asio::thread_pool& worker);
  ~BodyFile();
  BodyFile(const BodyFile&) = delete;
  BodyFile& operator=(const BodyFile&) = delete;

  // REQUIRES: one of these at a time; the object is held by a shared_ptr.
  boost::asio::awaitable<std::error_code> append(std::string part);
  // All of it is there, also after a loss of power.
  boost::asio::awaitable<std::error_code> finish();

  std::int64_t size() const { return size_; }
  // SHA-256 in hexadecimal digits. REQUIRES: finished.
  const std::string& checksum() const { return checksum_; }
  const std::filesystem::path& path() const { return path_; }

  // Leaves the file where it is. May be called from any thread.
  void keep() { is_kept_ = true; }

 private:
  std::error_code write_all(std::string_view part);

  std::filesystem::path path_;
  FileLock lock_;
  boost::asio::thread_pool& worker_;
  Sha256 digest_;
  std::int64_t size_ = 0;
  std::string checksum_;
  std::atomic<bool> is_kept_ = false;
};

// Outlives its files. Used on one thread.
class BodyDirectory {
 public:
  // The directory is made when it is needed, for its owner only.
  explicit BodyDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {}

  std::expected<std::shared_ptr<BodyFile>, std::error_code> open();

  const std::filesystem::path& path() const { return directory_; }

 private:
  std::filesystem::path directory_;
  boost::asio::thread_pool worker_{1};
};

// Whether there was no room: on the disk, in a quota or under a limit of sizes.
bool is_full(const std::error_code& error);

}  // namespace net
