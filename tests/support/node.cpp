#include "support/node.h"

#include <chrono>
#include <stdexcept>

#include "support/free_port.h"

namespace support {
namespace {

constexpr std::chrono::milliseconds kLookEvery{20};
constexpr std::chrono::minutes kGiveUpAfter{3};
constexpr int kAttempts = 5;  // another program may take a free port before the node does

// Returns `start`, changed so that the program ends with the calling thread.
Program::Start tied_to_this_thread(Program::Start start) {
  std::vector<std::string> arguments{"--pdeathsig", "KILL", "--", start.path};
  arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
  start.path = "/usr/bin/setpriv";
  start.arguments = std::move(arguments);
  return start;
}

}  // namespace

std::vector<std::string> Node::generate(int blocks, std::string_view address) {
  std::vector<std::string> hashes;
  const auto generated = rpc("generatetoaddress", {blocks, address});
  for (const auto& hash : generated.as_array()) {
    hashes.emplace_back(hash.as_string());
  }
  return hashes;
}

int Node::height() { return rpc("getblockcount").to_number<int>(); }

void Node::start_on_free_ports(std::size_t count, std::string_view credentials,
                               const std::function<Program::Start(const Ports&)>& command) {
  for (int attempt = 1;; ++attempt) {
    ports_ = free_ports(count);
    start_ = tied_to_this_thread(command(ports_));
    rpc_.emplace("http://" + std::string(credentials) +
                 "@127.0.0.1:" + std::to_string(ports_.front()));
    try {
      return start_again();
    } catch (const std::runtime_error&) {
      if (attempt == kAttempts) {
        throw;
      }
    }
  }
}

void Node::start_again() {
  program_.emplace(start_);
  const auto give_up = std::chrono::steady_clock::now() + kGiveUpAfter;
  while (!answers()) {
    if (program_->has_ended_within(kLookEvery)) {
      const auto end = program_->wait();
      throw std::runtime_error("The node has ended: " + end.out + end.err);
    }
    if (std::chrono::steady_clock::now() > give_up) {
      throw std::runtime_error("The node does not answer: " + program_->errors());
    }
  }
}

void Node::wait_for_end() {
  program_->wait();
  program_.reset();
}

bool Node::answers() {
  try {
    rpc("getblockchaininfo");
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace support
