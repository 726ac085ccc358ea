#include "sandbox/api/multipart.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

constexpr std::string_view kBody =
    "--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n"
    "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n"
    "Content-Type: image/png\r\n\r\n\r\n--x\r\n\r\n--b--\r\n";

TEST(Multipart, ReadsFieldsAndFiles) {
  const auto parts = sandbox::parse_multipart(kBody, "b");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "chat_id");
  EXPECT_EQ((*parts)[0].body, "7");
  EXPECT_EQ((*parts)[1].file_name, "a.png");
  EXPECT_EQ((*parts)[1].content_type, "image/png");
  EXPECT_EQ((*parts)[1].body, "\r\n--x\r\n");
}

TEST(Multipart, FindsTheBoundary) {
  EXPECT_EQ(sandbox::multipart_boundary("multipart/form-data; boundary=\"a b\""), "a b");
  EXPECT_EQ(sandbox::multipart_boundary("multipart/form-data; boundary=xyz"), "xyz");
  EXPECT_EQ(sandbox::multipart_boundary("application/json"), std::nullopt);
}

RC_GTEST_PROP(MultipartProperty, ACutBodyIsRefused, ()) {
  const auto length = *rc::gen::inRange<std::size_t>(0, kBody.size() - 4);
  RC_ASSERT(!sandbox::parse_multipart(kBody.substr(0, length), "b"));
}

}  // namespace
