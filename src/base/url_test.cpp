#include "base/url.h"

#include <gtest/gtest.h>

namespace {

TEST(Url, HasAStrayAtWhenAPasswordHoldsOne) {
  for (const auto* url : {"postgresql://u:p@ss@h/d", "http://u:p/x@h:1", "redis://:a@b@h",
                          "postgresql://u:p#x@h/d", "rpc+http://u:p@h/@x"}) {
    EXPECT_TRUE(base::has_stray_at(url)) << url;
  }
  for (const auto* url : {"postgresql://u:p%40ss@h1:1,h2/d?application_name=a@b",
                          "postgresql:///d?host=@kram", "http://h/a", "u@h", "sqlite:a@b", ""}) {
    EXPECT_FALSE(base::has_stray_at(url)) << url;
  }
}

}  // namespace
