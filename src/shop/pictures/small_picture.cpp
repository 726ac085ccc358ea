#include "shop/pictures/small_picture.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <png.h>
#include <webp/decode.h>

#include "base/check.h"

namespace shop {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
struct Free {
  void operator()(gpointer memory) const { g_free(memory); }
};
using Pixels = std::unique_ptr<GdkPixbuf, Unref>;
using Loader = std::unique_ptr<GdkPixbufLoader, Unref>;

struct Size {
  int width = 0;
  int height = 0;
};

enum class Format { jpeg, png, webp };

// By the first bytes: what people call a file does not count.
std::optional<Format> format_of(std::string_view sent) {
  if (sent.starts_with("\xff\xd8\xff")) {
    return Format::jpeg;
  }
  if (sent.starts_with("\x89PNG\r\n\x1a\n")) {
    return Format::png;
  }
  if (sent.starts_with("RIFF") && sent.substr(0, 12).ends_with("WEBP")) {
    return Format::webp;
  }
  return std::nullopt;
}

// What is wrong with a picture of that size, before it is decoded.
std::optional<PictureProblem> check_size(std::int64_t width, std::int64_t height) {
  const auto [shorter, longer] = std::minmax({width, height});
  if (shorter <= 0) {
    return PictureProblem::damaged;
  }
  if (longer > shorter * kMaxPictureRatio) {
    return PictureProblem::too_narrow;
  }
  if (shorter < kMinPictureSide) {
    return PictureProblem::too_small;
  }
  return width * height > std::int64_t{kMaxMegapixels} * 1'000'000
             ? std::optional(PictureProblem::too_large)
             : std::nullopt;
}

// The size that is kept; smaller pictures are not enlarged.
Size kept_size(Size size) {
  const int longer = std::max(size.width, size.height);
  if (longer <= kMaxKeptSide) {
    return size;
  }
  const auto scaled = [&](int side) {
    return std::max(1, static_cast<int>((std::int64_t{side} * kMaxKeptSide + longer / 2) / longer));
  };
  return {scaled(size.width), scaled(size.height)};
}

// Refuses the size that the file states; what is accepted is decoded no larger than it is kept.
struct SizeCheck {
  std::optional<PictureProblem> problem = {};

  static void on_size(GdkPixbufLoader* loader, int width, int height, gpointer self) {
    auto& check = *static_cast<SizeCheck*>(self);
    check.problem = check_size(width, height);
    const auto size = check.problem ? Size() : kept_size({width, height});  // 0: not to be decoded
    gdk_pixbuf_loader_set_size(loader, size.width, size.height);
  }
};

std::expected<Pixels, PictureProblem> load_jpeg(std::string_view sent) {
  const Loader loader(gdk_pixbuf_loader_new_with_type("jpeg", nullptr));
  base::check(loader != nullptr, "gdk-pixbuf reads JPEG");
  SizeCheck check;
  g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(SizeCheck::on_size), &check);
  // In parts: a file that states a size which is refused is not read on.
  constexpr std::size_t kPart = 4'096;
  bool is_read = true;
  for (auto rest = sent; is_read && !check.problem && !rest.empty();
       rest.remove_prefix(std::min(kPart, rest.size()))) {
    is_read = gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<const guchar*>(rest.data()),
                                      std::min(kPart, rest.size()), nullptr) != FALSE;
  }
  is_read = gdk_pixbuf_loader_close(loader.get(), nullptr) != FALSE && is_read;
  if (check.problem) {
    return std::unexpected(*check.problem);
  }
  GdkPixbuf* const pixels = is_read ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
  Pixels turned(pixels == nullptr ? nullptr : gdk_pixbuf_apply_embedded_orientation(pixels));
  if (!turned) {
    return std::unexpected(PictureProblem::damaged);
  }
  return turned;
}

// Room for a picture to be decoded into, if there is as much memory.
std::expected<Pixels, PictureProblem> room_for(Size size) {
  if (const auto problem = check_size(size.width, size.height)) {
    return std::unexpected(*problem);
  }
  Pixels pixels(gdk_pixbuf_new(GDK_COLORSPACE_RGB, /*has_alpha=*/TRUE, 8, size.width, size.height));
  if (!pixels) {
    return std::unexpected(PictureProblem::too_large);
  }
  return pixels;
}

// gdk-pixbuf shows the first half of half a PNG; libpng says that it is one.
std::expected<Pixels, PictureProblem> load_png(std::string_view sent) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> owned(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, sent.data(), sent.size()) == 0) {
    return std::unexpected(PictureProblem::damaged);
  }
  constexpr png_uint_32 kMaxSide = 1'000'000'000;
  auto pixels = room_for({static_cast<int>(std::min(image.width, kMaxSide)),
                          static_cast<int>(std::min(image.height, kMaxSide))});
  if (!pixels) {
    return pixels;
  }
  image.format = PNG_FORMAT_RGBA;
  if (png_image_finish_read(&image, nullptr, gdk_pixbuf_get_pixels(pixels->get()),
                            gdk_pixbuf_get_rowstride(pixels->get()), nullptr) == 0) {
    return std::unexpected(PictureProblem::damaged);
  }
  return pixels;
}

std::expected<Pixels, PictureProblem> load_webp(std::string_view sent) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(sent.data());
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(bytes, sent.size(), &features) != VP8_STATUS_OK) {
    return std::unexpected(PictureProblem::damaged);
  }
  if (features.has_animation != 0) {
    return std::unexpected(PictureProblem::moving);
  }
  auto pixels = room_for({features.width, features.height});
  if (!pixels) {
    return pixels;
  }
  GdkPixbuf* const into = pixels->get();
  if (WebPDecodeRGBAInto(bytes, sent.size(), gdk_pixbuf_get_pixels(into),
                         gdk_pixbuf_get_byte_length(into),
                         gdk_pixbuf_get_rowstride(into)) == nullptr) {
    return std::unexpected(PictureProblem::damaged);
  }
  return pixels;
}

std::expected<Pixels, PictureProblem> load(std::string_view sent, Format format) {
  switch (format) {
    case Format::jpeg:
      return load_jpeg(sent);
    case Format::png:
      return load_png(sent);
    case Format::webp:
      return load_webp(sent);
  }
  std::unreachable();
}

// Scaled, and put on white.
Pixels on_white(GdkPixbuf& pixels, Size size) {
  constexpr int kOpaque = 255;
  constexpr int kSquare = 1'024;  // of the chequered background, whose colours are both white
  constexpr std::uint32_t kWhite = 0xffffff;
  return Pixels(gdk_pixbuf_composite_color_simple(
      &pixels, size.width, size.height, GDK_INTERP_BILINEAR, kOpaque, kSquare, kWhite, kWhite));
}

std::optional<std::string> jpeg_of(GdkPixbuf& pixels, const char* quality) {
  gchar* written = nullptr;
  gsize size = 0;
  const bool is_written = gdk_pixbuf_save_to_buffer(&pixels, &written, &size, "jpeg", nullptr,
                                                    "quality", quality, nullptr) != FALSE;
  const std::unique_ptr<gchar, Free> owned(written);
  return is_written ? std::optional(std::string(written, size)) : std::nullopt;
}

std::expected<SmallPicture, PictureProblem> write(GdkPixbuf& pixels) {
  const Size size = kept_size({gdk_pixbuf_get_width(&pixels), gdk_pixbuf_get_height(&pixels)});
  const auto drawn = on_white(pixels, size);
  if (!drawn) {
    return std::unexpected(PictureProblem::too_large);
  }
  for (const auto* const quality : std::array{"88", "75", "50"}) {
    auto jpeg = jpeg_of(*drawn, quality);
    if (jpeg && jpeg->size() <= kMaxKeptBytes) {
      return SmallPicture{*std::move(jpeg), size.width, size.height};
    }
  }
  return std::unexpected(PictureProblem::too_large);
}

}  // namespace

std::expected<SmallPicture, PictureProblem> make_small(std::string_view sent) {
  if (sent.size() > kMaxSentBytes) {
    return std::unexpected(PictureProblem::too_heavy);
  }
  const auto format = format_of(sent);
  if (!format) {
    return std::unexpected(PictureProblem::not_a_picture);
  }
  const auto pixels = load(sent, *format);
  if (!pixels) {
    return std::unexpected(pixels.error());
  }
  return write(**pixels);
}

}  // namespace shop
