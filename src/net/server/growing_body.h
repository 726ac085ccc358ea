// The body of a request while it is read. Internal to net/server.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/optional/optional.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

namespace net {

// A Body of Beast, as its string_body, but makes no room for a length that is only announced.
struct GrowingBody {
  using value_type = std::string;

  class reader {
   public:
    template <class Header>
    reader(Header&, std::string& body) : body_(body) {}

    void init(const boost::optional<std::uint64_t>&, boost::system::error_code& error) {
      error = {};
    }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::system::error_code& error) {
      error = {};
      const auto start = body_.size();
      body_.resize(start + boost::asio::buffer_size(buffers));
      return boost::asio::buffer_copy(boost::asio::buffer(body_) + start, buffers);
    }
    void finish(boost::system::error_code& error) { error = {}; }

   private:
    std::string& body_;
  };
};

}  // namespace net
