#include "support/node.h"

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <stdexcept>

namespace support {
namespace {

using boost::asio::ip::tcp;

constexpr std::chrono::milliseconds kLookEvery{20};
constexpr std::chrono::minutes kGiveUpAfter{3};
constexpr int kAttempts = 5;  // another program may take a port before the node does

std::vector<std::uint16_t> free_ports(std::size_t count) {
  boost::asio::io_context context;
  std::vector<tcp::acceptor> held;
  std::vector<std::uint16_t> ports;
  for (std::size_t i = 0; i < count; ++i) {
    held.emplace_back(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
    ports.push_back(held.back().local_endpoint().port());
  }
  return ports;
}

// The child ends when the calling thread does.
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
