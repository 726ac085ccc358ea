// A picture as somebody sent it, made fit for a product card.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace shop {

// What is accepted, and what is kept of it.
inline constexpr std::size_t kMaxSentBytes = 20'000'000;  // what a bot can download
inline constexpr int kMinPictureSide = 100;               // pixels, as all of these
inline constexpr int kMaxPictureRatio = 5;                // the longer side to the shorter one
inline constexpr int kMaxMegapixels = 40;
inline constexpr int kMaxKeptSide = 1'280;
inline constexpr std::size_t kMaxKeptBytes = std::size_t{2} * 1024 * 1024;

// Why it is not accepted.
enum class PictureProblem {
  unavailable,    // could not be downloaded
  too_heavy,      // more than kMaxSentBytes
  not_a_picture,  // neither JPEG, PNG nor WebP: a GIF, a video, a document
  moving,         // an animated WebP
  too_small,      // a side is below kMinPictureSide
  too_narrow,     // beyond kMaxPictureRatio
  too_large,      // more than kMaxMegapixels
  damaged,        // cannot be decoded
};
BOOST_DESCRIBE_ENUM(PictureProblem, unavailable, too_heavy, not_a_picture, moving, too_small,
                    too_narrow, too_large, damaged)

// A JPEG of at most kMaxKeptSide and kMaxKeptBytes, the right way up, on white where the original
// is transparent, and without the original's metadata (EXIF: place, device).
struct SmallPicture {
  std::string jpeg;
  int width = 0;
  int height = 0;
};

// Takes tenths of a second for a large picture: not for an event loop. Safe from any thread.
std::expected<SmallPicture, PictureProblem> make_small(std::string_view sent);

}  // namespace shop
