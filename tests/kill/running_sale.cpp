#include "kill/running_sale.h"

#include <csignal>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/random.h"
#include "shop/customers/customer.h"
#include "shop/stock/product.h"
#include "shop/testing/gift.h"
#include "shop/testing/voucher.h"
#include "support/eventually.h"
#include "support/recording.h"

namespace killed {
namespace {

constexpr const char* kPasswordHash =
    "$2b$04$abcdefghijklmnopqrstuuKw1XyZ0123456789abcdefghijklmno";  // of no password
constexpr std::int64_t kFirstCustomer = 1'001;
constexpr std::string_view kConfirm = "Confirm Purchase";
constexpr std::string_view kCode = "CODE-";
constexpr std::size_t kCodeLength = 10;
// How long the screen of a reservation may take to arrive after its press is answered. Telegram
// sends no edit when the screen already looked the same.
constexpr std::chrono::milliseconds kScreenTimeout{300};

void stock(db::Tx& tx, base::Timestamp now) {
  std::vector<shop::NewProduct> units;
  units.reserve(RunningSale::kUnits);
  for (int i = 0; i < RunningSale::kUnits; ++i) {
    auto unit = shop::voucher();
    unit.base_price = base::Money::units(1);
    unit.delivery_text = fmt::format("{}{:05}", kCode, i);
    units.push_back(std::move(unit));
  }
  shop::insert_products(tx, units, now);
}

void enrol(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  base::SystemRandom random;
  shop::register_customer(
      tx,
      {.id = id, .username = {}, .first_name = "Customer", .language = "en", .referral_code = {}},
      random, now);
  shop::give_without_notice(tx, id, base::Money::units(RunningSale::kUnits), now);
}

bool has_confirm_button(const sandbox::Message& message) {
  return !message.keyboard.empty() && message.keyboard.front().front().text == kConfirm;
}

}  // namespace

RunningSale::RunningSale(db::Database& database, std::string url)
    : database_(database),
      url_(std::move(url)),
      telegram_({.record_file = support::record_file("kill_test")}, clock_, logger_) {
  const auto now = clock_.now();
  database_.transact_blocking([&](db::Tx& tx) {
    stock(tx, now);
    for (int i = 0; i < kCustomers; ++i) {
      enrol(tx, kFirstCustomer + i, now);
    }
    return true;
  });
  for (int i = 0; i < kCustomers; ++i) {
    customers_.push_back({.chat = telegram_.user(kFirstCustomer + i)});
  }
}

support::Program::Start RunningSale::command(std::vector<std::string> arguments) const {
  return {.path = KRAM_PROGRAM,
          .arguments = std::move(arguments),
          .environment = {{"BOT_TOKEN", telegram_.token()},
                          {"ADMIN_IDS", "1"},
                          {"DATABASE_URL", url_},
                          {"TELEGRAM_API_URL", telegram_.url()},
                          {"WEB_LISTEN", "127.0.0.1:0"},
                          {"WEB_SECRET_KEY", std::string(32, 'k')},
                          {"WEB_ADMIN_USERNAME", "owner"},
                          {"WEB_ADMIN_PASSWORD", kPasswordHash},
                          {"LOG_FILE", directory_.path() / "bot.log"}},
          .directory = directory_.path(),
          .input = ""};
}

void RunningSale::start() {
  introductions_ = telegram_.call_count("getMe");
  process_.emplace(command({"serve"}));
}

void RunningSale::kill_after(std::chrono::microseconds time) {
  if (process_->has_ended_within(time)) {
    throw std::runtime_error("the shop ended by itself: " + process_->errors());
  }
  process_->signal(SIGKILL);
  process_->wait();
  process_.reset();
}

int RunningSale::stop() {
  process_->signal(SIGTERM);
  const int exit_code = process_->wait().exit_code;
  process_.reset();
  return exit_code;
}

int RunningSale::audit(std::string& report) {
  const auto end = support::Program(command({"audit"})).wait();
  report = end.out + end.err;
  return end.exit_code;
}

void RunningSale::show_cards() {
  for (auto& customer : customers_) {
    customer.chat.send_command("/shop");
    customer.chat.answer_to(customer.chat.press("Book voucher"));  // the only offer
    customer.card = customer.chat.wait_for("Price: 1 PLN");
  }
}

void RunningSale::press_buy() {
  for (auto& customer : customers_) {
    customer.buy = customer.chat.press_in(customer.card, "Buy");
  }
}

void RunningSale::press_confirm() {
  for (auto& customer : customers_) {
    customer.chat.answer_to(*customer.buy);
    if (const auto screen = reservation_screen(customer)) {
      customer.chat.press_in(*screen, kConfirm);
      customer.buy = customer.chat.press_in(customer.card, "Buy");
    }
  }
}

// Returns the screen of the reservation, new or unchanged; nullopt when the throttle dropped the
// press.
std::optional<sandbox::Message> RunningSale::reservation_screen(const Customer& customer) const {
  try {
    return customer.chat.wait_for(has_confirm_button, kScreenTimeout);
  } catch (const sandbox::TimedOut&) {
    for (auto& message : customer.chat.messages()) {
      if (message.id == customer.card.id && has_confirm_button(message)) {
        return message;
      }
    }
    return std::nullopt;
  }
}

void RunningSale::finish() {
  const auto is_finished = [this] {
    // A shop that has called getMe handles signals.
    if (telegram_.call_count("getMe") == introductions_) {
      return false;
    }
    const auto waiting = database_.read_blocking([](db::Tx& tx) {
      return tx.one<std::int64_t>("SELECT COUNT(*) FROM outbox WHERE status = 'waiting'");
    });
    return telegram_.pending_updates() == 0 && waiting == 0;
  };
  if (!support::eventually(is_finished)) {
    throw std::runtime_error("the sale does not come to an end: " + process_->errors());
  }
}

std::set<std::string> RunningSale::paid_codes(int customer) {
  const auto codes = database_.read_blocking([&](db::Tx& tx) {
    return tx.all<std::string>(
        "SELECT p.delivery_text FROM orders o JOIN products p ON p.id = o.product_id "
        "WHERE o.user_id = $1",
        kFirstCustomer + customer);
  });
  return {codes.begin(), codes.end()};
}

std::set<std::string> RunningSale::delivered_codes(int customer) {
  std::set<std::string> codes;
  for (const auto& message : customers_[static_cast<std::size_t>(customer)].chat.messages()) {
    const auto at = message.text().find(kCode);
    if (message.is_from_bot && at != std::string::npos) {
      codes.insert(message.text().substr(at, kCodeLength));
    }
  }
  return codes;
}

RunningSale::Stages RunningSale::stages() {
  return database_.read_blocking([](db::Tx& tx) {
    const auto count = [&tx](std::string_view rows) {
      return tx.one<std::int64_t>(fmt::format("SELECT COUNT(*) FROM {}", rows));
    };
    return Stages{.held = count("products WHERE is_reserved"),
                  .unsent = count("outbox WHERE status = 'waiting' AND attempts = 0"),
                  .sending = count("outbox WHERE status = 'waiting' AND attempts > 0"),
                  .orders = count("orders")};
  });
}

}  // namespace killed
