// Spares a backend whose waits for a tip end early again and again.
#pragma once

#include <chrono>

namespace chain {

// How long to pause between such waits. A node lets a wait last until a block comes; a proxy may
// answer in its place at once, or cut it short. Not thread-safe.
class WaitPace {
 public:
  using Milliseconds = std::chrono::milliseconds;

  // A wait may last for `wait`; no pause is longer than `longest`.
  WaitPace(Milliseconds wait, Milliseconds longest) : wait_(wait), longest_(longest) {}

  // The pause that is due behind a wait that lasted for this: none behind one that lasted, nor
  // behind the first that did not; then they double up to the longest, or to the length of a wait
  // where the waits are only cut short.
  Milliseconds pause_after(std::chrono::nanoseconds lasted);

  // A block or a payment to the shop has come: the last wait was not in vain.
  void note_news() { early_ = 0; }

 private:
  Milliseconds wait_;
  Milliseconds longest_;
  int early_ = 0;  // waits in a row that ended early and brought nothing
};

}  // namespace chain
