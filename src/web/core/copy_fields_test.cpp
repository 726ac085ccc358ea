#include "web/core/copy_fields.h"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace web {
namespace {

struct Row {
  std::int64_t id = 0;
  std::string secret;
  std::optional<std::string> name;
  std::optional<int> left;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, secret, name, left))

struct View {
  std::optional<std::string> name;
  std::int64_t id = 0;
  int left = 9;
};
BOOST_DESCRIBE_STRUCT(View, (), (name, id, left))

TEST(CopyFields, CopiesMembersOfTheSameName) {
  const auto view = copy_fields<View>(Row{.id = 7, .secret = "x", .name = "Ann", .left = 3});
  EXPECT_EQ(view.id, 7);
  EXPECT_EQ(view.name, "Ann");
  EXPECT_EQ(view.left, 3);
}

TEST(CopyFields, KeepsEmptyOptionalsWhereItCan) {
  const auto view = copy_fields<View>(Row{.id = 7, .secret = "x"});
  EXPECT_EQ(view.name, std::nullopt);
  EXPECT_EQ(view.left, 0);
}

}  // namespace
}  // namespace web
