// Polls until a condition holds.
#pragma once

#include <chrono>
#include <thread>

namespace support {

// Polls until `holds()` is true; returns false when it is not within half a minute.
template <class Condition>
bool eventually(Condition holds) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > give_up) {
      return false;
    }
    std::this_thread::yield();
  }
  return true;
}

}  // namespace support
