// Calls each method of the client, with every field it can send, against the sandbox, which
// describes the Bot API independently, and records the calls for the type check.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/log.h"
#include "net/client/http_client.h"
#include "sandbox/demo/locker_picture.h"
#include "sandbox/server/bot_api_server.h"
#include "support/recording.h"
#include "telegram/client.h"
#include "telegram/methods.h"

namespace {

namespace asio = boost::asio;
using base::Coordinate;

constexpr std::int64_t kAnn = 1001;

telegram::InlineKeyboardMarkup keyboard() {
  return {.inline_keyboard = {
              {{.text = "Buy", .style = "primary", .callback_data = "buy:1", .url = std::nullopt}},
              {{.text = "Copy", .copy_text = telegram::CopyTextButton{.text = "SECRET-4711"}}},
              {{.text = "Terms", .callback_data = std::nullopt, .url = "https://example.org/"}}}};
}

telegram::Upload picture(std::string_view compartment) {
  return {.bytes = *sandbox::locker_picture(compartment),
          .file_name = "locker.png",
          .content_type = "image/png"};
}

class EveryMethod : public testing::Test {
 protected:
  EveryMethod() { ann_.send_command("/start"); }

  // Returns the answer. The test fails when the sandbox refuses the call.
  template <class M>
  typename M::Result call(const M& method) {
    auto answer = asio::co_spawn(context_, client_.call(method), asio::use_future);
    context_.restart();  // it stopped at the end of the previous call
    while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      context_.run_one();
    }
    const auto result = answer.get();
    EXPECT_TRUE(result) << M::name << ": " << result.error().description;
    return result ? *result : typename M::Result();
  }

  telegram::Message send_text(std::optional<std::int64_t> topic = {}) {
    return call(telegram::SendMessage{
        .chat_id = kAnn,
        .message_thread_id = topic,
        .text = "<b>Hello</b>",
        .link_preview_options = telegram::LinkPreviewOptions{.is_disabled = true},
        .disable_notification = true,
        .protect_content = false,
        .reply_markup = keyboard()});
  }

  telegram::Message send_photo() {
    return call(telegram::SendPhoto{.chat_id = kAnn,
                                    .photo = {},
                                    .caption = "Your <i>locker</i>",
                                    .disable_notification = false,
                                    .protect_content = true,
                                    .reply_markup = keyboard(),
                                    .upload = picture("C07")});
  }

  const base::SystemClock clock_;
  base::Logger logger_;
  sandbox::BotApiServer server_{
      {.record_file = support::record_file("every_method")}, clock_, logger_};
  sandbox::User ann_ = server_.user(kAnn);
  asio::io_context context_{1};
  net::HttpClient http_{context_.get_executor()};
  telegram::Client client_{http_, server_.url(), server_.token()};
};

TEST_F(EveryMethod, SendsAndEditsTexts) {
  const auto sent = send_text();
  EXPECT_EQ(sent.text, "Hello");
  const auto edited = call(telegram::EditMessageText{
      .chat_id = kAnn,
      .message_id = sent.message_id,
      .text = "Good <b>bye</b>",
      .link_preview_options = telegram::LinkPreviewOptions{.is_disabled = false},
      .reply_markup = keyboard()});
  EXPECT_EQ(edited.text, "Good bye");
  call(telegram::EditMessageReplyMarkup{
      .chat_id = kAnn, .message_id = sent.message_id, .reply_markup = std::nullopt});
  call(telegram::EditMessageReplyMarkup{
      .chat_id = kAnn, .message_id = sent.message_id, .reply_markup = keyboard()});
  EXPECT_TRUE(call(telegram::DeleteMessage{.chat_id = kAnn, .message_id = sent.message_id}));
}

TEST_F(EveryMethod, SendsToTopics) {
  constexpr std::int64_t kTopic = 77;
  ann_.send_text_in(kTopic, "hello");
  EXPECT_EQ(send_text(kTopic).topic(), kTopic);
  EXPECT_EQ(send_text().topic(), std::nullopt);
  EXPECT_EQ(call(telegram::SendPhoto{
                     .chat_id = kAnn, .message_thread_id = kTopic, .upload = picture("C07")})
                .topic(),
            kTopic);
  EXPECT_EQ(call(telegram::SendLocation{.chat_id = kAnn,
                                        .message_thread_id = kTopic,
                                        .latitude = Coordinate::microdegrees(1),
                                        .longitude = Coordinate::microdegrees(2)})
                .topic(),
            kTopic);
  EXPECT_EQ(call(telegram::SendInvoice{.chat_id = kAnn,
                                       .message_thread_id = kTopic,
                                       .title = "Deposit",
                                       .description = "To your wallet",
                                       .payload = "p",
                                       .prices = {{.label = "Deposit", .amount = 5}}})
                .topic(),
            kTopic);
}

TEST_F(EveryMethod, SendsDocuments) {
  const auto sent = call(telegram::SendDocument{
      .chat_id = kAnn,
      .caption = "Sales <b>by day</b>",
      .disable_notification = true,
      .upload = {.bytes = "day,orders\n", .file_name = "sales.csv", .content_type = "text/csv"}});
  EXPECT_EQ(sent.caption, "Sales by day");
  ASSERT_TRUE(sent.document);
  EXPECT_EQ(sent.document->file_name, "sales.csv");
  EXPECT_EQ(sent.document->file_size, 11);
}

TEST_F(EveryMethod, SendsAndEditsPhotos) {
  const auto sent = send_photo();
  ASSERT_FALSE(sent.photo.empty());
  EXPECT_EQ(sent.caption, "Your locker");
  const auto& file_id = sent.photo.back().file_id;
  const auto again =
      call(telegram::SendPhoto{.chat_id = kAnn, .photo = file_id, .upload = std::nullopt});
  const telegram::InputMediaPhoto uploaded{.media = {}, .caption = "Another <b>one</b>"};
  const auto edited = call(telegram::EditMessageMedia{.chat_id = kAnn,
                                                      .message_id = again.message_id,
                                                      .media = uploaded,
                                                      .reply_markup = keyboard(),
                                                      .upload = picture("A01")});
  EXPECT_EQ(edited.caption, "Another one");
  const telegram::InputMediaPhoto known{.media = file_id, .caption = std::nullopt};
  call(telegram::EditMessageMedia{.chat_id = kAnn,
                                  .message_id = again.message_id,
                                  .media = known,
                                  .reply_markup = std::nullopt,
                                  .upload = std::nullopt});
  const auto captioned = call(telegram::EditMessageCaption{.chat_id = kAnn,
                                                           .message_id = sent.message_id,
                                                           .caption = "Emptied",
                                                           .reply_markup = keyboard()});
  EXPECT_EQ(captioned.caption, "Emptied");
}

TEST_F(EveryMethod, FindsFiles) {
  const auto file_id = send_photo().photo.back().file_id;
  EXPECT_TRUE(call(telegram::GetFile{.file_id = file_id}).file_path);
}

TEST_F(EveryMethod, SendsPlaces) {
  const auto sent = call(telegram::SendLocation{.chat_id = kAnn,
                                                .latitude = Coordinate::microdegrees(52'229'700),
                                                .longitude = Coordinate::microdegrees(-21'012'200),
                                                .disable_notification = true,
                                                .protect_content = true,
                                                .reply_markup = keyboard()});
  EXPECT_TRUE(sent.location);
}

TEST_F(EveryMethod, AnswersPresses) {
  send_text();
  const auto press = ann_.press("Buy");
  EXPECT_TRUE(call(telegram::AnswerCallbackQuery{
      .callback_query_id = press.callback_id, .text = "Bought", .show_alert = true}));
  EXPECT_EQ(ann_.answer_to(press).text, "Bought");
}

TEST_F(EveryMethod, TakesStarsAndGivesThemBack) {
  const auto sent = call(telegram::SendInvoice{.chat_id = kAnn,
                                               .title = "Wallet: 100 PLN",
                                               .description = "Tops up your wallet.",
                                               .payload = "stars:1001:10000:50",
                                               .prices = {{.label = "100 PLN", .amount = 50}}});
  EXPECT_GT(sent.message_id, 0);
  const auto refused = ann_.press_pay(*ann_.newest());
  EXPECT_TRUE(call(telegram::AnswerPreCheckoutQuery{
      .pre_checkout_query_id = refused, .ok = false, .error_message = "Not now."}));
  EXPECT_EQ(ann_.payment_of(refused).refusal, "Not now.");
  const auto agreed = ann_.press_pay(*ann_.newest());
  EXPECT_TRUE(call(telegram::AnswerPreCheckoutQuery{
      .pre_checkout_query_id = agreed, .ok = true, .error_message = std::nullopt}));
  EXPECT_TRUE(call(telegram::RefundStarPayment{
      .user_id = kAnn, .telegram_payment_charge_id = ann_.payment_of(agreed).charge_id}));
}

TEST_F(EveryMethod, FetchesUpdatesEitherWay) {
  EXPECT_TRUE(call(telegram::GetMe{}).is_bot);
  const auto updates =
      call(telegram::GetUpdates{.offset = 1, .allowed_updates = {"message", "callback_query"}});
  EXPECT_EQ(updates.as_array().size(), 1U);
  EXPECT_TRUE(call(telegram::SetWebhook{.url = "http://127.0.0.1:9/hook",
                                        .max_connections = 40,
                                        .allowed_updates = {"message", "my_chat_member"},
                                        .secret_token = "not_to_be_guessed"}));
  EXPECT_EQ(call(telegram::GetWebhookInfo{}).url, "http://127.0.0.1:9/hook");
  EXPECT_TRUE(call(telegram::DeleteWebhook{.drop_pending_updates = true}));
}

TEST_F(EveryMethod, DescribesTheBot) {
  const telegram::BotCommand command{.command = "shop", .description = "Open the shop"};
  for (const telegram::BotCommandScope& scope :
       {telegram::BotCommandScope{.type = "default", .chat_id = std::nullopt},
        telegram::BotCommandScope{.type = "all_private_chats", .chat_id = std::nullopt},
        telegram::BotCommandScope{.type = "chat", .chat_id = kAnn}}) {
    EXPECT_TRUE(call(
        telegram::SetMyCommands{.commands = {command}, .scope = scope, .language_code = "pl"}));
  }
  EXPECT_TRUE(call(telegram::SetMyDescription{.description = "A shop", .language_code = "pl"}));
  EXPECT_TRUE(
      call(telegram::SetMyShortDescription{.short_description = "Shop", .language_code = "pl"}));
  EXPECT_EQ(call(telegram::GetMyDescription{.language_code = "pl"}).description, "A shop");
  EXPECT_EQ(call(telegram::GetMyShortDescription{.language_code = "pl"}).short_description, "Shop");
  for (const char* type : {"commands", "default"}) {
    EXPECT_TRUE(call(telegram::SetChatMenuButton{
        .chat_id = kAnn, .menu_button = telegram::MenuButton{.type = type}}));
  }
}

}  // namespace
