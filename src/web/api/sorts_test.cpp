// Every order that a list offers is that of an index, on the first part and behind a row.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/core/list.h"
#include "support/explained_database.h"
#include "support/on_both_engines.h"
#include "web/testing/api_host.h"

namespace {

using web::testing::body_of;

// What a column may hold.
constexpr std::array<std::string_view, 3> kValues{"1", R"("2026-11-24T07:21:50Z")", R"("10.00")"};

class SortsTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    explained_.emplace(database());
    host_.emplace(*explained_);
  }
  void TearDown() override {
    host_.reset();
    explained_.reset();
    OnBothEngines::TearDown();
  }

  // The `after` of the list that has such values in that column.
  std::string place_in(const std::string& path) {
    for (const auto value : kValues) {
      const auto place =
          shop::detail::cursor_text(json::parse_value(std::string(value)).value(), 1);
      if (host_->get(path + "&after=" + place).status == 200) {
        return place;
      }
    }
    ADD_FAILURE() << path << ": no such column";
    return "";
  }

  void expect_index(const std::string& path, bool is_behind_a_row) {
    explained_->take();
    body_of(host_->get(path), 200);
    const auto lists = explained_->take();
    ASSERT_EQ(lists.size(), 1U) << path;
    const auto& plan = lists[0].plan;
    for (const auto* const bad : {"Sort", "TEMP B-TREE", "Seq Scan", "Filter: (ROW("}) {
      EXPECT_FALSE(plan.contains(bad)) << path << "\n" << lists[0].sql << "\n" << plan;
    }
    EXPECT_TRUE(!is_behind_a_row || plan.contains("SEARCH") || plan.contains("ROW("))
        << path << "\n"
        << plan;
  }

  std::optional<support::ExplainedDatabase> explained_;
  std::optional<web::testing::ApiHost> host_;
};
INSTANTIATE_TEST_SUITE_P(, SortsTest, support::kBothEngines, support::engine_name);

TEST_P(SortsTest, EveryOrderOfEveryListIsThatOfAnIndex) {
  body_of(host_->post("/api/webhooks", R"({"url":"https://example.com/","events":["stock.low"]})"),
          201);
  const auto api = web::all_operations();
  int orders = 0;
  for (const auto& endpoint : api.endpoints()) {
    const auto sort =
        std::ranges::find(endpoint.parameters, "sort", &web::ParameterDescription::name);
    if (sort == endpoint.parameters.end()) {
      continue;
    }
    std::string path(endpoint.operation.path);
    if (const auto id = path.find("{id}"); id != std::string::npos) {
      path.replace(id, 4, "1");
    }
    for (const auto& name : sort->schema.at("enum").as_array()) {
      const auto list = fmt::format("{}?sort={}", path, std::string_view(name.as_string()));
      expect_index(list, /*is_behind_a_row=*/false);
      expect_index(list + "&after=" + place_in(list), /*is_behind_a_row=*/true);
      ++orders;
    }
  }
  EXPECT_GT(orders, 20);
}

}  // namespace
