// Units and offers over the REST API.
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/customers/customer.h"
#include "shop/sales/reservation.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using boost::json::serialize;
using testing::HasSubstr;
using web::testing::ApiHost;
using web::testing::body_of;

class StockApiTest : public web::testing::ApiTestBase {
 protected:
  std::int64_t add(std::string_view name, std::string_view code, std::string_view price = "50.00") {
    const auto unit = body_of(
        host_->post("/api/products",
                    fmt::format(R"({{"city":"Warsaw","district":"Centrum","category":"Vouchers",)"
                                R"("name":"{}","base_price":"{}","delivery_text":"{}"}})",
                                name, price, code)),
        201);
    return unit.at("id").as_int64();
  }
  static std::string path_of(std::int64_t unit, std::string_view rest = "") {
    return fmt::format("/api/products/{}{}", unit, rest);
  }
  // A call with the ETag of what is read at `read_path`.
  net::HttpResponse edit(const std::string& method, const std::string& path,
                         const std::string& body, const std::string& read_path = "") {
    const auto seen = host_->get(read_path.empty() ? path.substr(0, path.find('?')) : read_path);
    auto headers = ApiHost::owner();
    headers.add("If-Match", std::string(seen.headers.find("ETag").value_or("\"none\"")));
    return send(method, path, body, headers);
  }
  net::HttpResponse send(const std::string& method, const std::string& path,
                         const std::string& body, net::Headers headers = ApiHost::owner()) {
    if (!body.empty()) {
      headers.add("Content-Type", "application/json");
    }
    return host_->send({.method = method, .url = path, .headers = headers, .body = body});
  }
  static std::string code_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("code").as_string());
  }
  static std::string pointer_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("errors").at(0).at("pointer").as_string());
  }
  boost::json::value restock(std::int64_t unit, const std::string& texts, int status,
                             const std::string& more = "") {
    return body_of(host_->post("/api/offers/restock",
                               fmt::format(R"({{"product_id":{},"delivery_texts":[{}]{}}})", unit,
                                           texts, more)),
                   status);
  }
  std::int64_t units() { return body_of(host_->get("/api/products"), 200).at("total").as_int64(); }
};
INSTANTIATE_TEST_SUITE_P(, StockApiTest, support::kBothEngines, support::engine_name);

TEST_P(StockApiTest, AUnitIsShownAndItsOfferEdited) {
  const auto unit = add("Voucher", "A-1");
  const auto other = add("Voucher", "A-2");
  const auto edited = body_of(
      edit("PATCH", path_of(unit), R"({"name":"Gift","base_price":"60.00","discount_percent":10})"),
      200);
  EXPECT_EQ(edited.at("name").as_string(), "Gift");
  const auto shown = body_of(host_->get(path_of(other)), 200);
  EXPECT_EQ(shown.at("base_price").as_string(), "60.00");
  EXPECT_EQ(shown.at("discount_percent").as_int64(), 10);
  EXPECT_EQ(code_of(host_->get("/api/products/99"), 404), "not_found");
}

// Between the two changes the unit would be like those of another offer.
TEST_P(StockApiTest, FieldsOfAnOfferChangeInOneStep) {
  const auto unit = add("Voucher", "A-1", "50.00");
  const auto other = add("Voucher", "A-2", "60.00");
  body_of(edit("PATCH", path_of(unit), R"({"base_price":"60.00","name":"Gift"})"), 200);
  EXPECT_EQ(body_of(host_->get(path_of(other)), 200).at("name").as_string(), "Voucher");
}

TEST_P(StockApiTest, EditsNeedTheStateThatWasRead) {
  const auto unit = add("Voucher", "A-1");
  EXPECT_EQ(code_of(send("PATCH", path_of(unit), R"({"name":"Gift"})"), 428), "no_precondition");
  auto headers = ApiHost::owner();
  headers.add("If-Match", "\"other\"");
  EXPECT_EQ(code_of(send("PATCH", path_of(unit), R"({"name":"Gift"})", headers), 412), "stale");
  EXPECT_EQ(code_of(send("DELETE", path_of(unit), "", headers), 412), "stale");
  EXPECT_EQ(code_of(send("PATCH", path_of(99), R"({"name":"Gift"})", headers), 404), "not_found");
}

TEST_P(StockApiTest, AReservationMakesNoEditStale) {
  const auto unit = add("Voucher", "A-1");
  auto headers = ApiHost::owner();
  headers.add("If-Match", std::string(host_->get(path_of(unit)).headers.find("ETag").value()));
  transact([&](db::Tx& tx) {
    base::SystemRandom random;
    const auto now = base::SystemClock().now();
    shop::register_customer(tx, {.id = 5, .first_name = "Ana"}, random, now);
    return shop::reserve(tx, 5, unit, now, std::chrono::minutes(15)).has_value();
  });
  body_of(send("PATCH", path_of(unit), R"({"name":"Gift"})", headers), 200);
  EXPECT_EQ(code_of(send("PATCH", path_of(unit), R"({"name":"Gift 2"})", headers), 412), "stale");
}

TEST_P(StockApiTest, EditsThatDoNotFitNameTheField) {
  const auto unit = add("Voucher", "A-1");
  const auto pointer = [&](const std::string& body) {
    return pointer_of(edit("PATCH", path_of(unit), body), 400);
  };
  EXPECT_EQ(pointer(R"({"name":" "})"), "/name");
  EXPECT_EQ(pointer(R"({"base_price":"0.00"})"), "/base_price");
  EXPECT_EQ(pointer(R"({"discount_percent":101})"), "/discount_percent");
  EXPECT_EQ(pointer(R"({"discount_ends_at":"2126-01-01T00:00:00Z"})"), "/discount_ends_at");
  EXPECT_EQ(pointer(R"({"discount_percent":5,"discount_ends_at":"2020-01-01T00:00:00Z"})"),
            "/discount_ends_at");
  EXPECT_EQ(pointer(R"({"discount_percent":5,"discount_ends_at":"2126-01-01T00:00:30Z"})"),
            "/discount_ends_at");
  EXPECT_EQ(pointer(R"({"is_sold":true})"), "/is_sold");
}

TEST_P(StockApiTest, WhatAUnitDeliversIsShownAndReplaced) {
  const auto unit = add("Voucher", "A-1");
  add("Voucher", "A-2");
  const auto path = path_of(unit, "/delivery");
  EXPECT_EQ(serialize(body_of(host_->get(path), 200)), R"({"delivery_text":"A-1"})");
  body_of(edit("PUT", path, R"({"delivery_text":"A-3"})"), 200);
  EXPECT_EQ(serialize(body_of(host_->get(path), 200)), R"({"delivery_text":"A-3"})");
  EXPECT_EQ(code_of(edit("PUT", path, R"({"delivery_text":"A-2"})"), 409), "already_had");
  EXPECT_EQ(pointer_of(edit("PUT", path, R"({"delivery_text":"x","delivery_latitude":52.1})"), 400),
            "/delivery_longitude");
  EXPECT_EQ(pointer_of(edit("PUT", path, R"({"delivery_text":""})"), 400), "/delivery_text");
  EXPECT_EQ(code_of(host_->get("/api/products/99/delivery"), 404), "not_found");
}

TEST_P(StockApiTest, AUnitIsWithdrawnAndReturned) {
  const auto unit = add("Voucher", "A-1");
  const auto withdrawn = body_of(edit("DELETE", path_of(unit) + "?reason=leaked", ""), 200);
  EXPECT_EQ(withdrawn.at("reason").as_string(), "leaked");
  EXPECT_EQ(withdrawn.at("withdrawn_by").as_string(), "web:owner");
  EXPECT_EQ(units(), 0);
  EXPECT_EQ(code_of(host_->get(path_of(unit)), 404), "not_found");
  const auto list = body_of(host_->get("/api/products/withdrawn"), 200);
  EXPECT_EQ(list.at("total").as_int64(), 1);
  EXPECT_EQ(list.at("items").at(0).at("id").as_int64(), unit);
  const auto path = path_of(unit, "/return");
  EXPECT_EQ(body_of(send("POST", path, ""), 200).at("id").as_int64(), unit);
  EXPECT_EQ(code_of(send("POST", path, ""), 409), "not_withdrawn");
  EXPECT_EQ(code_of(send("POST", "/api/products/99/return", ""), 404), "not_found");
  EXPECT_EQ(units(), 1);
}

TEST_P(StockApiTest, AnOfferIsRestockedByCodesOrNotAtAll) {
  const auto unit = add("Voucher", "A-1");
  const auto dry = restock(unit, R"("B-1","B-2","b-2"," B-1 ")", 200, R"(,"dry_run":true)");
  EXPECT_EQ(serialize(dry.at("repeated")), "[3]");
  EXPECT_EQ(dry.at("added").as_int64(), 0);
  const auto refused = restock(unit, R"("B-1","B-2","A-1","B-2")", 409);
  EXPECT_EQ(serialize(refused.at("repeated")), "[2,3]");
  EXPECT_EQ(refused.at("errors").at(0).at("pointer").as_string(), "/delivery_texts/2");
  EXPECT_EQ(units(), 1);
  const auto added = restock(unit, R"("B-1","B-2")", 200);
  EXPECT_EQ(added.at("added").as_int64(), 2);
  EXPECT_EQ(restock(unit, R"("B-1")", 200, R"(,"allow_repeated":true)").at("added").as_int64(), 1);
  EXPECT_EQ(units(), 4);
}

TEST_P(StockApiTest, ARestockOfThousandsIsDoneOnceForItsKey) {
  const auto unit = add("Voucher", "A-1");
  std::string texts;
  for (int i = 0; i < 3'000; ++i) {
    texts += fmt::format("{}\"CODE-{}\"", i == 0 ? "" : ",", i);
  }
  const auto body = fmt::format(R"({{"product_id":{},"delivery_texts":[{}]}})", unit, texts);
  body_of(host_->post("/api/offers/restock", body, "restock-1"), 200);
  body_of(host_->post("/api/offers/restock", body, "restock-1"), 200);
  const auto list = body_of(host_->get("/api/offers"), 200);
  EXPECT_EQ(list.at("items").at(0).at("free").as_int64(), 3'001);
}

TEST_P(StockApiTest, ARestockThatDoesNotFitNamesTheCode) {
  const auto unit = add("Voucher", "A-1");
  EXPECT_EQ(restock(unit, R"("B-1","")", 400).at("errors").at(0).at("pointer").as_string(),
            "/delivery_texts/1");
  EXPECT_EQ(restock(unit, "", 400).at("errors").at(0).at("pointer").as_string(), "/delivery_texts");
  EXPECT_EQ(restock(99, R"("B-1")", 400).at("errors").at(0).at("pointer").as_string(),
            "/product_id");
}

TEST_P(StockApiTest, OffersAreListedWithWhatIsLeft) {
  for (int i = 0; i < 3; ++i) {
    add("Voucher", fmt::format("A-{}", i), fmt::format("{}.00", 50 + i));
    add("Book", fmt::format("B-{}", i));
  }
  const auto all = body_of(host_->get("/api/offers"), 200);
  EXPECT_EQ(all.at("items").as_array().size(), 4U);
  EXPECT_FALSE(all.as_object().contains("total")) << "counting would read the whole stock";
  EXPECT_EQ(all.at("items").at(0).at("name").as_string(), "Book");
  EXPECT_EQ(all.at("items").at(0).at("free").as_int64(), 3);
  std::vector<std::string> seen;
  std::string after;
  do {
    const auto part = body_of(
        host_->get("/api/offers?per_page=1&city=Warsaw" + (after.empty() ? "" : "&after=" + after)),
        200);
    for (const auto& item : part.at("items").as_array()) {
      seen.emplace_back(item.at("base_price").as_string());
    }
    const auto* const next = part.as_object().if_contains("next");
    after = next ? std::string(next->as_string()) : "";
  } while (!after.empty());
  EXPECT_THAT(seen, testing::ElementsAre("50.00", "50.00", "51.00", "52.00"));
  EXPECT_EQ(body_of(host_->get("/api/offers?page=2&per_page=3"), 200).at("items").as_array().size(),
            1U);
  EXPECT_TRUE(body_of(host_->get("/api/offers?city=Gdynia"), 200).at("items").as_array().empty());
  EXPECT_EQ(code_of(host_->get("/api/offers?after=5b312c315d"), 400), "invalid_request");
}

TEST_P(StockApiTest, AnOfferIsWithdrawn) {
  const auto unit = add("Voucher", "A-1");
  add("Voucher", "A-2");
  const auto withdraw = [&](const std::string& more, int status) {
    return body_of(
        host_->post("/api/offers/withdraw", fmt::format(R"({{"product_id":{}{}}})", unit, more)),
        status);
  };
  EXPECT_EQ(withdraw(R"(,"dry_run":true)", 200).at("withdrawn").as_int64(), 2);
  EXPECT_EQ(units(), 2);
  EXPECT_EQ(withdraw(R"(,"reason":"old")", 200).at("withdrawn").as_int64(), 2);
  EXPECT_EQ(units(), 0);
  withdraw("", 400);
}

TEST_P(StockApiTest, ABulkDiscountIsCountedGivenAnEndAndEnded) {
  const auto unit = add("Voucher", "A-1");
  add("Book", "A-2");
  const auto discount = [&](const std::string& more, int status) {
    return body_of(host_->post("/api/discount/bulk",
                               R"({"filter":{"city":"Warsaw"},"discount_percent":20)" + more + "}"),
                   status);
  };
  const auto percent = [&] {
    return body_of(host_->get(path_of(unit)), 200).at("discount_percent").as_int64();
  };
  EXPECT_EQ(discount(R"(,"dry_run":true)", 200).at("updated").as_int64(), 2);
  EXPECT_EQ(percent(), 0);
  EXPECT_EQ(body_of(host_->post("/api/discount/bulk",
                                R"({"product_ids":[99],"discount_percent":5,"dry_run":true})"),
                    409)
                .at("code")
                .as_string(),
            "not_for_sale");
  discount(R"(,"ends_at":"2020-01-01T00:00:00Z")", 400);
  discount(R"(,"ends_at":"2126-01-01T00:00:00Z")", 200);
  EXPECT_EQ(percent(), 20);
  const auto ending = body_of(host_->get("/api/discounts/ending"), 200).at("items").at(0);
  EXPECT_EQ(ending.at("units").as_int64(), 2);
  const auto ended =
      body_of(host_->post("/api/discounts/end",
                          R"({"discount_percent":20,"discount_ends_at":"2126-01-01T00:00:00Z"})"),
              200);
  EXPECT_EQ(ended.at("updated").as_int64(), 2);
  EXPECT_EQ(percent(), 0);
  EXPECT_EQ(body_of(host_->get("/api/discounts"), 200).at("total").as_int64(), 2);
}

TEST_P(StockApiTest, ABodyThatIsNoPictureIsRefused) {
  const auto path = path_of(add("Voucher", "A-1"), "/picture");
  auto headers = ApiHost::owner();
  headers.add("Content-Type", "image/png");
  const auto put = [&](const std::string& body) {
    return host_->send({.method = "PUT", .url = path, .headers = headers, .body = body});
  };
  EXPECT_EQ(code_of(put("GIF89a"), 400), "not_a_picture");
  EXPECT_EQ(code_of(put("\x89PNG\r\n\x1a\n and nothing more"), 400), "picture_damaged");
  EXPECT_EQ(code_of(host_->get(path), 404), "not_found");
  EXPECT_EQ(code_of(send("DELETE", path, ""), 404), "not_found");
}

}  // namespace
