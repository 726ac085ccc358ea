#include "net/client/public_address.h"

#include <gtest/gtest.h>

namespace {

TEST(PublicAddress, AreThoseOfTheInternet) {
  for (const auto* address :
       {"1.1.1.1", "8.8.8.8", "9.255.255.255", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1",
        "64:ff9b::808:808"}) {
    EXPECT_TRUE(net::is_public(address)) << address;
  }
}

TEST(PublicAddress, AreNotThoseOfThisMachineOrItsNetworks) {
  for (const auto* address :
       {"0.0.0.0",         "0.1.2.3",        "10.0.0.1",        "10.255.255.255",  "100.64.0.1",
        "100.127.255.255", "127.0.0.1",      "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",  "192.0.0.8",      "192.0.2.1",       "192.88.99.1",     "192.168.0.1",
        "198.18.0.1",      "198.19.255.255", "198.51.100.7",    "203.0.113.9",     "224.0.0.1",
        "239.255.255.255", "240.0.0.1",      "255.255.255.255"}) {
    EXPECT_FALSE(net::is_public(address)) << address;
  }
}

TEST(PublicAddress, AreNotTheirFormsInIpv6) {
  for (const auto* address : {"::",
                              "::1",
                              "::7f00:1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:8.8.8.8",
                              "fe80::1",
                              "fe80::1%1",
                              "fec0::1",
                              "fc00::1",
                              "fdff::1",
                              "ff02::1",
                              "64:ff9b::7f00:1",
                              "64:ff9b::a00:1",
                              "64:ff9b:1::808:808",
                              "100::1",
                              "2001::1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "2002:808:808::",
                              "3fff::1",
                              "4000::1",
                              "5f00::1"}) {
    EXPECT_FALSE(net::is_public(address)) << address;
  }
}

TEST(PublicAddress, IsNoTextThatIsNoAddress) {
  for (const auto* text :
       {"", "localhost", "8.8.8", "0x08080808", "8.8.8.8:80", "[2a00:1450::1]"}) {
    EXPECT_FALSE(net::is_public(text)) << text;
  }
}

}  // namespace
