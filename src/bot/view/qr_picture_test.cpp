#include "bot/view/qr_picture.h"

#include <gtest/gtest.h>

#include "bot/testing/qr_reader.h"

namespace bot {
namespace {

class QrPicture : public testing::TestWithParam<std::string> {};

TEST_P(QrPicture, IsReadBack) { EXPECT_EQ(read_qr(qr_picture(GetParam())), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    , QrPicture,
    testing::Values("a", "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                    "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?label=Ksi%C4%99garnia",
                    "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.00004625&label=K",
                    "litecoin:ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9?label=Kram",
                    std::string(1000, 'x')));

TEST(QrPictureShape, HasTheQuietZoneThatReadersNeed) {
  const Pixels pixels = decode_png(qr_picture("a"));
  EXPECT_EQ(pixels.side, (21U + 2 * 4) * 10);  // version 1: 21 modules of 10 pixels
  for (unsigned x = 0; x < pixels.side; ++x) {
    for (unsigned y = 0; y < 40; ++y) {
      ASSERT_EQ(pixels.at(x, y), 255);
      ASSERT_EQ(pixels.at(y, x), 255);
      ASSERT_EQ(pixels.at(x, pixels.side - 1 - y), 255);
    }
  }
  EXPECT_EQ(pixels.at(40, 40), 0) << "the corner of a finder pattern";
}

// BIP21, with the encoding of RFC 3986.
TEST(PaymentUri, NamesAddressAndLabel) {
  EXPECT_EQ(payment_uri({"bitcoin", "bc1q", ""}), "bitcoin:bc1q");
  EXPECT_EQ(payment_uri({"litecoin", "ltc1q", "Kram"}), "litecoin:ltc1q?label=Kram");
  EXPECT_EQ(payment_uri({"bitcoin", "bc1q", "Books & Co. #1"}),
            "bitcoin:bc1q?label=Books%20%26%20Co.%20%231");
  EXPECT_EQ(payment_uri({"bitcoin", "bc1q", "Kram", "0.0005"}),
            "bitcoin:bc1q?amount=0.0005&label=Kram");
  EXPECT_EQ(payment_uri({"bitcoin", "bc1q", "Żuk?a=b"}), "bitcoin:bc1q?label=%C5%BBuk%3Fa%3Db");
}

}  // namespace
}  // namespace bot
