// A node of a coin on a regtest network of the test's own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/json_rpc.h"
#include "support/program.h"
#include "support/temporary_directory.h"

namespace support {

// Ends with the test process, however that ends. Not safe to share between threads.
// REQUIRES: started on a thread that lives as long as the node (the kernel ends the node with it).
class Node {
 public:
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // Throws RpcFailure for the node's errors.
  boost::json::value rpc(std::string_view method, boost::json::array params = {}) {
    return rpc_->call(method, std::move(params));
  }
  // "http://user:password@127.0.0.1:port", the same when the node is started again.
  const std::string& url() const { return rpc_->url(); }

  // Mines that many blocks to `address` and returns their hashes.
  std::vector<std::string> generate(int blocks, std::string_view address);
  // The number of blocks after the first.
  int height();

  // Kills it, as a power cut would.
  void kill() { program_.reset(); }

 protected:
  using Ports = std::vector<std::uint16_t>;

  Node() = default;
  ~Node() = default;

  // Runs the program that `command` returns for `count` free ports, and waits until it answers at
  // the first. Throws std::runtime_error with its output when it ends instead.
  void start_on_free_ports(std::size_t count, std::string_view credentials,
                           const std::function<Program::Start(const Ports&)>& command);
  // Runs the same again. REQUIRES: it was started and has ended.
  void start_again();
  void wait_for_end();

  const std::filesystem::path& directory() const { return directory_.path(); }
  const Ports& ports() const { return ports_; }

 private:
  bool answers();

  TemporaryDirectory directory_;
  Ports ports_;
  Program::Start start_;
  std::optional<JsonRpc> rpc_;
  std::optional<Program> program_;
};

}  // namespace support
