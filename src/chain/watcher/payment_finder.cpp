#include "chain/watcher/payment_finder.h"

#include <algorithm>
#include <utility>

#include "chain/watcher/account_key.h"
#include "shop/deposits/coins/crypto_address.h"

namespace chain {
namespace {

constexpr int kAddressesAtOnce = 5'000;

struct News {
  std::vector<shop::CryptoAddress> given;
  std::uint32_t next_index = 0;
};

struct OutputPlace {
  const Transaction* transaction = nullptr;
  std::size_t output = 0;
};

}  // namespace

PaymentFinder::PaymentFinder(Account account, base::Random& random, std::uint32_t ahead)
    : account_(std::move(account)), ahead_(ahead), scripts_(random) {}

boost::asio::awaitable<std::int64_t> PaymentFinder::find_key(db::Database& database) {
  if (!key_id_) {
    key_id_ = co_await database.transact([key = account_key(account_), coin = account_.coin()](
                                             db::Tx& tx) { return shop::use_key(tx, coin, key); });
  }
  co_return *key_id_;
}

boost::asio::awaitable<void> PaymentFinder::refresh(db::Database& database) {
  const auto key_id = co_await find_key(database);
  News news;
  do {
    news = co_await database.read([coin = account_.coin(), key_id, id = newest_id_](db::Tx& tx) {
      return News{.given = shop::addresses_after(tx, coin, id, kAddressesAtOnce),
                  .next_index = shop::next_index(tx, key_id)};
    });
    for (const auto& given : news.given) {
      newest_id_ = given.id;
      if (const auto script = script_of(given.address, account_.coin(), account_.network())) {
        scripts_.add(*script, static_cast<std::uint32_t>(given.derivation_index));
      }
    }
  } while (news.given.size() == kAddressesAtOnce);
  look_ahead(news.next_index);
}

// What was given of the key lies below `next_index`.
void PaymentFinder::look_ahead(std::uint32_t next_index) {
  const auto until = std::min(next_index + ahead_, kHardened);
  for (looked_until_ = std::max(looked_until_, next_index); looked_until_ < until;
       ++looked_until_) {
    scripts_.add(account_.script(looked_until_), looked_until_);
  }
}

std::vector<FoundPayment> PaymentFinder::find(std::span<const Transaction> transactions) const {
  std::vector<ByteView> scripts;
  std::vector<OutputPlace> places;
  for (const auto& transaction : transactions) {
    for (std::size_t output = 0; output < transaction.outputs.size(); ++output) {
      scripts.push_back(transaction.outputs[output].script);
      places.push_back({&transaction, output});
    }
  }
  std::vector<FoundPayment> found;
  for (const auto& [position, index] : scripts_.find_all(scripts)) {
    const auto& [transaction, output] = places[position];
    const auto& [amount_sat, script] = transaction->outputs[output];
    auto address = address_of({script.begin(), script.end()}, account_.coin(), account_.network());
    if (address && amount_sat > 0) {
      found.push_back({.payment = {.txid = to_id(transaction->txid),
                                   .output = static_cast<int>(output),
                                   .amount_sat = amount_sat,
                                   .address = *std::move(address),
                                   .min_confirmations = maturity_of(*transaction)},
                       .derivation_index = index});
    }
  }
  return found;
}

}  // namespace chain
