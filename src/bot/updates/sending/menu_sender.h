// One live menu in each chat, whether it is a text or stands below a picture.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "base/log.h"
#include "bot/updates/reply.h"
#include "bot/updates/sending/reply_records.h"
#include "telegram/sender.h"

namespace bot {

// A screen on its way into a chat.
struct Menu {
  std::int64_t chat_id = 0;
  Screen screen;
  std::optional<ScreenPicture> picture;
  // With the id of the message when it is a new one.
  std::function<void(db::Tx&, std::int64_t message_id)> on_sent;
};

// Telegram turns a text into a photo, and one photo into another, but no photo into a text
// (editMessageMedia, editMessageText). There a new message is sent, and only when it is there the
// old one is deleted, or loses its buttons when it is older than two days: a failure leaves the old
// menu as it was. Presses that were on their way meanwhile go to the new message. A picture that
// Telegram refuses is left out.
//
// Runs up to its first call to the Sender at once, so that menus keep their order. Used on
// `executor`, which runs on one thread; outlives the calls under way.
class MenuSender {
 public:
  MenuSender(boost::asio::any_io_executor executor, telegram::Sender& sender, ReplyRecords& records,
             base::Logger& logger);

  // As a new message.
  boost::asio::awaitable<void> show_anew(Menu menu);

  // Where a button was pressed: in that message, which was a photo or a text.
  boost::asio::awaitable<void> show_in(Menu menu, std::int64_t message_id, bool is_photo);

 private:
  struct Place {
    std::int64_t chat_id = 0;
    std::int64_t message_id = 0;
    auto operator<=>(const Place&) const = default;
  };
  // What took a photo's place.
  struct Replacement {
    std::optional<std::int64_t> message_id;  // empty: it is being sent
    boost::asio::steady_timer settled;
  };
  using OnId = std::optional<std::int64_t>;

  boost::asio::awaitable<OnId> send(Menu menu);
  template <class Call>
  boost::asio::awaitable<telegram::ApiResult<telegram::Message>> send_picture(
      Call call, ScreenPicture picture);
  boost::asio::awaitable<void> edit_into_photo(Menu menu, Place place);
  boost::asio::awaitable<void> edit_into_text(Menu menu, Place place);
  boost::asio::awaitable<void> replace(Menu menu, Place place);
  boost::asio::awaitable<void> take_away(Place place);
  // Follows `place` to what replaced it, once that is there.
  boost::asio::awaitable<Place> find(Place place);
  std::shared_ptr<Replacement> begin_replacing(Place place);

  boost::asio::any_io_executor executor_;
  telegram::Sender& sender_;
  ReplyRecords& records_;
  base::Logger& logger_;
  std::map<Place, std::shared_ptr<Replacement>> replaced_;
  std::deque<Place> oldest_first_;
};

}  // namespace bot
