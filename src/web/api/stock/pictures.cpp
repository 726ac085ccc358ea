// Pictures of offers.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "shop/pictures/picture.h"
#include "shop/stock/catalog.h"
#include "web/api/operations.h"
#include "web/api/stock/product_view.h"

namespace web {
namespace {

constexpr ProblemKind kNotAPicture{400, "not_a_picture", "The body is no JPEG or PNG picture."};
constexpr ProblemKind kSmallPicture{400, "picture_too_small",
                                    "Each side of the picture must have at least 100 pixels."};
constexpr ProblemKind kNarrowPicture{
    400, "picture_too_narrow",
    "The longer side of the picture must be at most five times the shorter one."};
constexpr ProblemKind kLargePicture{400, "picture_too_large",
                                    "The picture must have at most 40 megapixels."};
constexpr ProblemKind kDamagedPicture{400, "picture_damaged", "The picture cannot be decoded."};

Problem refusal(shop::PictureProblem problem) {
  switch (problem) {
    case shop::PictureProblem::too_heavy:
      return kTooLarge;
    case shop::PictureProblem::not_a_picture:
    case shop::PictureProblem::moving:
      return kNotAPicture;
    case shop::PictureProblem::too_small:
      return kSmallPicture;
    case shop::PictureProblem::too_narrow:
      return kNarrowPicture;
    case shop::PictureProblem::too_large:
      return kLargePicture;
    case shop::PictureProblem::unavailable:
    case shop::PictureProblem::damaged:
      return kDamagedPicture;
  }
  std::unreachable();
}

Outcome<File> show_picture(db::Tx& tx, const Call<shop::Act::see_stock, ProductPath>& call) {
  const auto card = shop::find_card(tx, call.parameters.id, call.now);
  const auto id = card ? card->picture_id : std::nullopt;
  auto jpeg = id ? shop::find_picture(tx, *id) : std::nullopt;
  return jpeg ? Outcome<File>(File{.media_type = "image/jpeg", .bytes = *std::move(jpeg)})
              : std::unexpected(Problem(kNotFound));
}

using SmallOrProblem = std::expected<shop::SmallPicture, shop::PictureProblem>;

// On a thread of its own: it takes tenths of a second.
boost::asio::awaitable<SmallOrProblem> shrink(const std::string& bytes) {
  boost::asio::thread_pool worker{1};
  co_return co_await boost::asio::co_spawn(
      worker,
      [&bytes]() -> boost::asio::awaitable<SmallOrProblem> { co_return shop::make_small(bytes); },
      boost::asio::use_awaitable);
}

boost::asio::awaitable<Outcome<Nothing>> put_picture(
    Context& context, Call<shop::Act::edit_product, ProductPath, File> call) {
  const auto small = co_await shrink(call.body.bytes);
  if (!small) {
    co_return std::unexpected(refusal(small.error()));
  }
  co_return co_await context.database.transact([&](db::Tx& tx) -> Outcome<Nothing> {
    if (!hold_caller(tx, call.caller, call.now)) {
      return std::unexpected(Problem(kUnauthorized));
    }
    const auto set = shop::set_picture(tx, call.parameters.id, *small, call.permit, call.now);
    return set ? Outcome<Nothing>(Nothing{}) : std::unexpected(Problem(kNotFound));
  });
}

Outcome<Nothing> remove_picture(db::Tx& tx,
                                const Call<shop::Act::edit_product, ProductPath>& call) {
  const auto removed = shop::remove_picture(tx, call.parameters.id, call.permit, call.now);
  return removed ? Outcome<Nothing>(Nothing{}) : std::unexpected(Problem(kNotFound));
}

}  // namespace

void add_picture_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/products/{id}/picture",
            .id = "showProductPicture",
            .subject = "Stock",
            .summary = "The picture of a unit's offer.",
            .media_types = {"image/jpeg"}},
           &show_picture);
  api.serve(
      {.method = "PUT",
       .path = "/api/products/{id}/picture",
       .id = "setProductPicture",
       .subject = "Stock",
       .summary = "Gives a unit's offer a picture, in place of one that it has.",
       .details = "It is made small, and what the camera wrote into it is left out.",
       .problems = {kNotAPicture, kSmallPicture, kNarrowPicture, kLargePicture, kDamagedPicture},
       .body_bytes_max = shop::kMaxSentBytes,
       .media_types = {"image/jpeg", "image/png"}},
      &put_picture);
  api.write({.method = "DELETE",
             .path = "/api/products/{id}/picture",
             .id = "removeProductPicture",
             .subject = "Stock",
             .summary = "Takes the picture of a unit's offer away."},
            &remove_picture);
}

}  // namespace web
