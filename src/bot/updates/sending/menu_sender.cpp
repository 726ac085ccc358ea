#include "bot/updates/sending/menu_sender.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>

#include "bot/updates/calls.h"

namespace bot {

namespace asio = boost::asio;
using telegram::ApiError;
using telegram::ApiErrorKind;
using telegram::Priority;

namespace {

// Presses that were on their way come within seconds.
constexpr std::size_t kRemembered = 1'000;

// The message shows what it should, or soon will by a later edit.
bool is_done(const ApiError& error) {
  return telegram::is_not_modified(error) || error.kind == ApiErrorKind::superseded;
}

// Telegram takes neither this call nor a repetition of it.
bool is_refused(const ApiError& error) {
  return error.kind == ApiErrorKind::bad_request && !telegram::is_chat_closed(error) &&
         !telegram::is_message_gone(error) && !is_done(error);
}

}  // namespace

MenuSender::MenuSender(asio::any_io_executor executor, telegram::Sender& sender,
                       ReplyRecords& records, base::Logger& logger)
    : executor_(std::move(executor)), sender_(sender), records_(records), logger_(logger) {}

asio::awaitable<void> MenuSender::show_anew(Menu menu) { co_await send(std::move(menu)); }

asio::awaitable<void> MenuSender::show_in(Menu menu, std::int64_t message_id, bool is_photo) {
  const Place pressed{menu.chat_id, message_id};
  const auto place = co_await find(pressed);
  if (menu.picture) {
    co_await edit_into_photo(std::move(menu), place);
  } else if (is_photo && place == pressed) {
    co_await replace(std::move(menu), place);
  } else {
    co_await edit_into_text(std::move(menu), place);
  }
}

// The message's id, if it was sent.
asio::awaitable<MenuSender::OnId> MenuSender::send(Menu menu) {
  auto sent =
      menu.picture
          ? co_await send_picture(photo_with(menu.chat_id, *menu.picture, menu.screen),
                                  *menu.picture)
          : co_await sender_.send(message_with(menu.chat_id, menu.screen), Priority::interactive);
  if (!sent && menu.picture && is_refused(sent.error())) {
    logger_.warn("A picture was left out: {}", telegram::to_text(sent.error()));
    sent = co_await sender_.send(message_with(menu.chat_id, menu.screen), Priority::interactive);
  }
  if (!sent) {
    co_await records_.note(menu.chat_id, sent.error());
    co_return std::nullopt;
  }
  const auto id = sent->message_id;
  if (menu.on_sent) {
    co_await records_.write(
        [on_sent = std::move(menu.on_sent), id](db::Tx& tx) { on_sent(tx, id); });
  }
  co_return id;
}

// By the file_id, and when Telegram refuses that by the bytes.
template <class Call>
asio::awaitable<telegram::ApiResult<telegram::Message>> MenuSender::send_picture(
    Call call, ScreenPicture picture) {
  auto sent = co_await sender_.send(call, Priority::interactive);
  if (!sent && !call.upload && is_refused(sent.error()) && picture.load) {
    if (auto jpeg = co_await records_.read(picture.load)) {
      call.upload = upload_of(*std::move(jpeg));
      sent = co_await sender_.send(call, Priority::interactive);
    }
  }
  if (sent && call.upload && !sent->photo.empty() && picture.on_uploaded) {
    co_await records_.write(
        [on_uploaded = std::move(picture.on_uploaded),
         file_id = sent->photo.back().file_id](db::Tx& tx) { on_uploaded(tx, file_id); });
  }
  co_return sent;
}

asio::awaitable<void> MenuSender::edit_into_photo(Menu menu, Place place) {
  const auto edited = co_await send_picture(
      photo_edit_to(place.chat_id, place.message_id, *menu.picture, menu.screen), *menu.picture);
  if (edited || is_done(edited.error())) {
    co_return;
  }
  if (telegram::is_message_gone(edited.error())) {
    co_await send(std::move(menu));
  } else if (is_refused(edited.error())) {
    logger_.warn("A picture was left out: {}", telegram::to_text(edited.error()));
    menu.picture.reset();
    co_await edit_into_text(std::move(menu), place);
  } else {
    co_await records_.note(menu.chat_id, edited.error());
  }
}

asio::awaitable<void> MenuSender::edit_into_text(Menu menu, Place place) {
  const auto edited = co_await sender_.send(edit_to(place.chat_id, place.message_id, menu.screen),
                                            Priority::interactive);
  if (edited || is_done(edited.error())) {
    co_return;
  }
  if (telegram::is_message_gone(edited.error())) {
    co_await send(std::move(menu));
  } else if (telegram::has_no_text(edited.error())) {
    co_await replace(std::move(menu), place);
  } else {
    co_await records_.note(menu.chat_id, edited.error());
  }
}

asio::awaitable<void> MenuSender::replace(Menu menu, Place place) {
  if (const auto now = co_await find(place); now != place) {
    co_await edit_into_text(std::move(menu), now);
    co_return;
  }
  const auto replacement = begin_replacing(place);
  const auto sent = co_await send(std::move(menu));
  replacement->message_id = sent;
  if (!sent) {
    replaced_.erase(place);
  }
  replacement->settled.cancel();
  if (sent) {
    co_await take_away(place);
  }
}

asio::awaitable<void> MenuSender::take_away(Place place) {
  const auto deleted = co_await sender_.send(
      telegram::DeleteMessage{.chat_id = place.chat_id, .message_id = place.message_id},
      Priority::interactive);
  if (deleted) {
    co_return;
  }
  const auto stripped = co_await sender_.send(
      telegram::EditMessageReplyMarkup{.chat_id = place.chat_id, .message_id = place.message_id},
      Priority::interactive);
  if (!stripped && !is_done(stripped.error()) && !telegram::is_message_gone(stripped.error())) {
    logger_.warn("An old menu keeps its buttons: {}", telegram::to_text(stripped.error()));
  }
}

asio::awaitable<MenuSender::Place> MenuSender::find(Place place) {
  for (auto found = replaced_.find(place); found != replaced_.end();
       found = replaced_.find(place)) {
    const auto replacement = found->second;
    if (replacement->message_id) {
      place.message_id = *replacement->message_id;
    } else {
      co_await replacement->settled.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }
  co_return place;
}

std::shared_ptr<MenuSender::Replacement> MenuSender::begin_replacing(Place place) {
  if (oldest_first_.size() >= kRemembered) {
    replaced_.erase(oldest_first_.front());
    oldest_first_.pop_front();
  }
  oldest_first_.push_back(place);
  auto replacement = std::make_shared<Replacement>(
      std::nullopt, asio::steady_timer(executor_, asio::steady_timer::time_point::max()));
  replaced_[place] = replacement;
  return replacement;
}

}  // namespace bot
