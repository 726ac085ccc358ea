#include "base/coin.h"

namespace base {
namespace {

// In the order in which the bot offers them. Parameters as in chainparams.cpp of Bitcoin Core and
// of Litecoin Core. The main networks' targets: difficulties of 2^41 and 2^20, about a hundredth of
// those of 2026.
constexpr std::array kCoins{
    CoinRow{.coin = Coin::btc,
            .id = "btc",
            .code = "BTC",
            .name = "Bitcoin",
            .uri_scheme = "bitcoin",
            .coingecko = "bitcoin",
            .coinbase = "BTC",
            .kraken = "XBT",
            .has_extension_blocks = false,
            .networks = {{
                {.key_version = 0,
                 .script_version = 5,
                 .segwit_prefix = "bc",
                 .genesis = {"000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"},
                 .easiest_target = 0x177f'ff80,
                 .has_steady_target = true,
                 .bip34_height = 227'931,
                 // The first that Bitcoin Cash does not share.
                 .known_height = 478'559,
                 .known_block = "00000000000000000019f112ec0a9982926f1258cdcc558dd7c3b7e5dc7fa148"},
                // The third test network and the fourth.
                {.key_version = 111,
                 .script_version = 196,
                 .segwit_prefix = "tb",
                 .genesis = {"000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943",
                             "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"},
                 .easiest_target = 0x1d00'ffff,
                 .bip34_height = 21'111},
                // Whatever key signs its blocks (BIP325).
                {.key_version = 111,
                 .script_version = 196,
                 .segwit_prefix = "tb",
                 .genesis = {"00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"},
                 .easiest_target = 0x1e03'77ae,
                 .has_steady_target = true,
                 .bip34_height = 1},
                {.key_version = 111,
                 .script_version = 196,
                 .segwit_prefix = "bcrt",
                 .genesis = {"0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"}},
            }}},
    CoinRow{.coin = Coin::ltc,
            .id = "ltc",
            .code = "LTC",
            .name = "Litecoin",
            .uri_scheme = "litecoin",
            .coingecko = "litecoin",
            .coinbase = "LTC",
            .kraken = "LTC",
            .has_extension_blocks = true,
            .proof_of_work = ProofOfWork::scrypt,
            .block_interval_s = 150,
            .networks = {{
                {.key_version = 48,
                 .script_version = 50,
                 .segwit_prefix = "ltc",
                 .genesis = {"12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2"},
                 .easiest_target = 0x1a0f'fff0,
                 .has_steady_target = true,
                 .bip34_height = 710'000},
                {.key_version = 111,
                 .script_version = 58,
                 .segwit_prefix = "tltc",
                 .genesis = {"4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0"},
                 .easiest_target = 0x1e0f'ffff,
                 .bip34_height = 76},
                {},  // no signet
                {.key_version = 111,
                 .script_version = 58,
                 .segwit_prefix = "rltc",
                 .genesis = {"530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9"}},
            }}},
};

}  // namespace

std::span<const CoinRow> coins() { return kCoins; }

}  // namespace base
