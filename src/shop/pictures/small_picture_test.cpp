// What people send as pictures.
#include "shop/pictures/small_picture.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <png.h>
#include <webp/encode.h>

namespace shop {
namespace {

// A PNG with a gradient; `alpha` of every pixel.
std::string png_of(int width, int height, unsigned alpha = 255) {
  std::vector<unsigned char> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      pixels.push_back(static_cast<unsigned char>(x * 255 / width));
      pixels.push_back(static_cast<unsigned char>(y * 255 / height));
      pixels.push_back(0);
      pixels.push_back(static_cast<unsigned char>(alpha));
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  EXPECT_TRUE(png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr));
  std::string png(size, '\0');
  EXPECT_TRUE(png_image_write_to_memory(&image, png.data(), &size, 0, pixels.data(), 0, nullptr));
  png.resize(size);
  return png;
}

std::string webp_of(int width, int height) {
  const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height * 3), 90);
  std::uint8_t* written = nullptr;
  const auto size = WebPEncodeRGB(pixels.data(), width, height, width * 3, 80, &written);
  std::string webp(reinterpret_cast<const char*>(written), size);
  WebPFree(written);
  return webp;
}

// The JPEG with an EXIF segment that says "turn it a quarter to the right", and where it was taken.
std::string turned(const std::string& jpeg) {
  using namespace std::string_literals;
  const auto tiff =
      "MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0Warsaw secret place"s;
  const auto exif = "Exif\0\0"s + tiff;
  const auto length = exif.size() + 2;
  std::string segment = "\xff\xe1";
  segment += static_cast<char>(length / 256);
  segment += static_cast<char>(length % 256);
  return jpeg.substr(0, 2) + segment + exif + jpeg.substr(2);
}

PictureProblem problem_of(const std::string& sent) {
  const auto made = make_small(sent);
  EXPECT_FALSE(made.has_value());
  return made ? PictureProblem::unavailable : made.error();
}

TEST(SmallPicture, KeepsASmallOneAsItIs) {
  const auto made = make_small(png_of(640, 480));
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->jpeg.starts_with("\xff\xd8\xff"));
  EXPECT_EQ(made->width, 640);
  EXPECT_EQ(made->height, 480);
}

TEST(SmallPicture, ScalesToTheLongerSide) {
  const auto made = make_small(png_of(1'500, 3'000));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->width, 640);
  EXPECT_EQ(made->height, 1'280);
  EXPECT_LE(made->jpeg.size(), kMaxKeptBytes);
}

TEST(SmallPicture, ReadsWhatItWrites) {
  const auto once = make_small(png_of(3'000, 2'000));
  ASSERT_TRUE(once);
  const auto twice = make_small(once->jpeg);
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->width, 1'280);
  EXPECT_EQ(twice->height, 853);
}

TEST(SmallPicture, ReadsWebP) {
  const auto made = make_small(webp_of(1'600, 900));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->width, 1'280);
  EXPECT_EQ(made->height, 720);
}

TEST(SmallPicture, TurnsItAsExifSaysAndForgetsTheRest) {
  const auto jpeg = make_small(png_of(400, 200));
  ASSERT_TRUE(jpeg);
  const auto made = make_small(turned(jpeg->jpeg));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->width, 200);
  EXPECT_EQ(made->height, 400);
  EXPECT_EQ(made->jpeg.find("Exif"), std::string::npos);
  EXPECT_EQ(made->jpeg.find("secret"), std::string::npos);
}

TEST(SmallPicture, TurnsALargeOneToo) {
  const auto jpeg = make_small(png_of(1'280, 640));
  ASSERT_TRUE(jpeg);
  const auto made = make_small(turned(jpeg->jpeg));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->height, 1'280);
}

TEST(SmallPicture, SpeaksOnAWhiteGround) {
  const auto clear = make_small(png_of(200, 200, 0));
  const auto white = make_small(webp_of(200, 200));
  ASSERT_TRUE(clear);
  ASSERT_TRUE(white);
  EXPECT_LT(clear->jpeg.size(), 2'000U) << "one colour, though the hidden pixels have many";
}

TEST(SmallPicture, RefusesWhatIsNone) {
  EXPECT_EQ(problem_of(""), PictureProblem::not_a_picture);
  EXPECT_EQ(problem_of("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), PictureProblem::not_a_picture);
  EXPECT_EQ(problem_of("GIF89a\x01\x00\x01\x00"), PictureProblem::not_a_picture);
  EXPECT_EQ(problem_of("\x1a\x45\xdf\xa3 a video"), PictureProblem::not_a_picture);
  EXPECT_EQ(problem_of("<svg xmlns='http://www.w3.org/2000/svg'/>"), PictureProblem::not_a_picture);
  EXPECT_EQ(problem_of(std::string("\0\0\0\x18"
                                   "ftypheic",
                                   12)),
            PictureProblem::not_a_picture);
  EXPECT_EQ(problem_of("BM pretends to be a bitmap"), PictureProblem::not_a_picture);
}

TEST(SmallPicture, RefusesShapesThatNoCardShows) {
  EXPECT_EQ(problem_of(png_of(1, 20'000)), PictureProblem::too_narrow);
  EXPECT_EQ(problem_of(png_of(3'000, 500)), PictureProblem::too_narrow);
  EXPECT_EQ(problem_of(png_of(99, 99)), PictureProblem::too_small);
  EXPECT_EQ(problem_of(png_of(1, 1)), PictureProblem::too_small);
  EXPECT_EQ(problem_of(webp_of(1'000, 100)), PictureProblem::too_narrow);
}

TEST(SmallPicture, RefusesABombBeforeItIsDecoded) {
  // 30,000 x 30,000 pixels, as the header says; there is nothing behind it.
  auto bomb = png_of(200, 200);
  const std::string side("\0\0\x75\x30", 4);
  bomb.replace(16, 8, side + side);
  const auto made = make_small(bomb);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error(), PictureProblem::unavailable);
}

TEST(SmallPicture, RefusesWhatIsTooHeavy) {
  EXPECT_EQ(problem_of(std::string(kMaxSentBytes + 1, '\xff')), PictureProblem::too_heavy);
}

TEST(SmallPicture, RefusesHalfAPicture) {
  const auto png = png_of(640, 480);
  EXPECT_EQ(problem_of(png.substr(0, png.size() / 2)), PictureProblem::damaged);
  EXPECT_EQ(problem_of(png.substr(0, 20)), PictureProblem::damaged);
  const auto webp = webp_of(640, 480);
  EXPECT_EQ(problem_of(webp.substr(0, webp.size() / 2)), PictureProblem::damaged);
  EXPECT_EQ(problem_of("\xff\xd8\xff"), PictureProblem::damaged);
}

// For the sanitizers: whatever a byte says, it is decoded or refused.
TEST(SmallPicture, ReadsDamagedOnesToAnEnd) {
  const auto jpeg = make_small(png_of(120, 110));
  ASSERT_TRUE(jpeg);
  for (const auto& whole : {png_of(110, 120), webp_of(120, 120), turned(jpeg->jpeg)}) {
    for (std::size_t at = 12; at < whole.size(); at += 1 + at / 16) {
      for (const unsigned mask : {0x01U, 0x80U, 0xffU}) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ mask);
        const auto made = make_small(damaged);
        EXPECT_TRUE(!made || made->jpeg.size() <= kMaxKeptBytes);
      }
    }
  }
}

}  // namespace
}  // namespace shop
