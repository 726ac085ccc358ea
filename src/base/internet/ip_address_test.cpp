#include "base/internet/ip_address.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace base {
namespace {

bool is_in(std::string_view address, std::string_view range) {
  return IpRange::parse(range).value().contains(IpAddress::parse(address).value());
}

TEST(IpAddress, IsReadAndWritten) {
  for (const auto* text :
       {"0.0.0.0", "203.0.113.7", "255.255.255.255", "::", "::1", "2001:db8::1", "fe80::1:2:3:4"}) {
    EXPECT_EQ(IpAddress::parse(text).value().to_text(), text);
  }
  EXPECT_EQ(IpAddress::parse("2001:DB8:0:0:0:0:0:1").value().to_text(), "2001:db8::1");
  EXPECT_EQ(IpAddress::parse("::ffff:203.0.113.7"), IpAddress::parse("203.0.113.7"));
  EXPECT_EQ(IpAddress::parse("::ffff:cb00:7107").value().to_text(), "203.0.113.7");
}

TEST(IpAddress, IsNotReadFromOtherTexts) {
  using std::string_view_literals::operator""sv;
  for (const auto text : {""sv,
                          " "sv,
                          "1.2.3"sv,
                          "1.2.3.4.5"sv,
                          "01.2.3.4"sv,
                          "1.2.3.256"sv,
                          "1.2.3.4 "sv,
                          " 1.2.3.4"sv,
                          "1.2.3.-4"sv,
                          "0x7f.0.0.1"sv,
                          "2130706433"sv,
                          "1.2.3.4:80"sv,
                          "[::1]"sv,
                          ":::"sv,
                          "1::2::3"sv,
                          "12345::"sv,
                          "fe80::1%eth0"sv,
                          "::1.2.3"sv,
                          "localhost"sv,
                          "1.2.3.4\0"sv,
                          "::1\0x"sv,
                          "unknown"sv}) {
    EXPECT_EQ(IpAddress::parse(text), std::nullopt) << text;
  }
}

TEST(IpAddress, KnowsThisMachine) {
  for (const auto* text : {"127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IpAddress::parse(text).value().is_loopback()) << text;
  }
  for (const auto* text : {"128.0.0.1", "::", "::2", "::7f00:1", "1::1", "0.0.0.0"}) {
    EXPECT_FALSE(IpAddress::parse(text).value().is_loopback()) << text;
  }
}

TEST(IpRange, ContainsWhatHasItsPrefix) {
  EXPECT_TRUE(is_in("203.0.113.255", "203.0.113.0/24"));
  EXPECT_FALSE(is_in("203.0.114.0", "203.0.113.0/24"));
  EXPECT_TRUE(is_in("10.11.255.1", "10.8.0.0/14"));
  EXPECT_FALSE(is_in("10.12.0.0", "10.8.0.0/14"));
  EXPECT_TRUE(is_in("2001:db8:ffff::1", "2001:db8::/32"));
  EXPECT_FALSE(is_in("2001:db9::", "2001:db8::/32"));
  EXPECT_TRUE(is_in("203.0.113.7", "203.0.113.7"));
  EXPECT_FALSE(is_in("203.0.113.6", "203.0.113.7"));
  EXPECT_TRUE(is_in("::1", "::1/128"));
}

TEST(IpRange, KeepsIpv4AndIpv6Apart) {
  EXPECT_TRUE(is_in("203.0.113.7", "0.0.0.0/0"));
  EXPECT_TRUE(is_in("::ffff:203.0.113.7", "203.0.113.0/24"));
  EXPECT_TRUE(is_in("203.0.113.7", "::ffff:203.0.113.0/120"));
  EXPECT_FALSE(is_in("203.0.113.7", "::/0"));
  EXPECT_FALSE(is_in("2001:db8::1", "0.0.0.0/0"));
}

TEST(IpRange, IsReadStrictly) {
  for (const auto* text : {"",
                           "/",
                           "/24",
                           "203.0.113.0/",
                           "203.0.113.0/33",
                           "203.0.113.0/-1",
                           "203.0.113.0/+8",
                           "203.0.113.0/024",
                           "203.0.113.0/24 ",
                           " 203.0.113.0/24",
                           "203.0.113.0/24/24",
                           "203.0.113.7/24",
                           "203.0.113/24",
                           "203.0.113.0/255.255.255.0",
                           "2001:db8::/129",
                           "2001:db8::1/32",
                           "2001:db8::/0x20",
                           "::ffff:0.0.0.0/80",
                           "*",
                           "203.0.113.*",
                           "203.0.113.0-203.0.113.9",
                           "203.0.113.0,10.0.0.0"}) {
    EXPECT_EQ(IpRange::parse(text), std::nullopt) << text;
  }
}

// For every address and length: the range of the address's prefix is written as it is read,
// contains the address, and no address that differs in a bit of the prefix.
RC_GTEST_PROP(IpRange, SplitsTheAddressesAtItsPrefix, ()) {
  const auto number = *rc::gen::arbitrary<std::uint32_t>();
  const auto length = static_cast<unsigned>(*rc::gen::inRange(0, 33));
  const auto dotted = [](std::uint32_t bits) {
    return fmt::format("{}.{}.{}.{}", bits >> 24U, (bits >> 16U) & 255U, (bits >> 8U) & 255U,
                       bits & 255U);
  };
  const std::uint32_t mask = length == 0 ? 0 : ~std::uint32_t{0} << (32 - length);
  const auto range = IpRange::parse(fmt::format("{}/{}", dotted(number & mask), length));
  RC_ASSERT(range.has_value());
  RC_ASSERT(IpRange::parse(range->to_text()) == range);
  RC_ASSERT(range->contains(IpAddress::parse(dotted(number)).value()));
  for (unsigned bit = 0; bit < 32; ++bit) {
    const auto other = number ^ (std::uint32_t{1} << (31 - bit));
    RC_ASSERT(range->contains(IpAddress::parse(dotted(other)).value()) == (bit >= length));
  }
  if ((number & ~mask) != 0) {
    RC_ASSERT(!IpRange::parse(fmt::format("{}/{}", dotted(number), length)));
  }
}

RC_GTEST_PROP(IpRange, IsReadFromAnyBytesWithoutHarm, (const std::string& text)) {
  if (const auto range = IpRange::parse(text)) {
    RC_ASSERT(IpRange::parse(range->to_text()) == range);
  }
}

}  // namespace
}  // namespace base
