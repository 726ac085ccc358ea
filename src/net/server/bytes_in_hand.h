// How much of what peers sent a server holds at once.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace net {

// The total over all connections. Used on one thread.
class BytesInHand {
 public:
  explicit BytesInHand(std::size_t max) : max_(max) {}

  // The part of one connection; given back when it is destroyed.
  class Share {
   public:
    explicit Share(std::shared_ptr<BytesInHand> total) : total_(std::move(total)) {}
    ~Share() { total_->taken_ -= taken_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    // Sets this connection's part. False, and nothing is changed, when the total would be too much.
    bool set(std::size_t bytes) {
      const auto others = total_->taken_ - taken_;
      if (bytes > taken_ && (bytes > total_->max_ || others > total_->max_ - bytes)) {
        return false;
      }
      total_->taken_ = others + bytes;
      taken_ = bytes;
      return true;
    }

   private:
    std::shared_ptr<BytesInHand> total_;
    std::size_t taken_ = 0;
  };

 private:
  std::size_t max_;
  std::size_t taken_ = 0;
};

}  // namespace net
