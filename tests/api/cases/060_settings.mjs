// What owners set, addresses of coins, and the chains.
export const CASES = {
  showSettings: {
    good: [
      { path: "/api/settings", keep: ({ headers }, shop) => (shop.seen.settingsTag = headers.get("etag")) },
      (shop) => ({ path: "/api/settings", headers: { "if-none-match": shop.seen.settingsTag }, status: 304 }),
    ],
    bad: [{ path: "/api/settings", query: { part: "x" } }],
  },
  changeSettings: {
    good: [(shop) => ({
      path: "/api/settings", body: { values: { low_stock_line: "4", "greeting:en": "Hello" } },
      headers: { "if-match": shop.seen.settingsTag },
    })],
    bad: [
      { path: "/api/settings", body: { values: {} }, status: 428 },
      (shop) => ({ path: "/api/settings", body: { values: {} }, headers: { "if-match": shop.seen.settingsTag }, status: 412 }),
      { path: "/api/settings", body: { values: { low_stock_line: 4 } }, headers: { "if-match": '"x"' } },
    ],
  },
  listAddresses: {
    good: [{ path: "/api/addresses" }, { path: "/api/addresses", query: { currency: "btc", active: true } }],
    bad: [{ path: "/api/addresses", query: { currency: "doge" } }],
  },
  listChains: {
    good: [{ path: "/api/chains" }],
    bad: [{ path: "/api/chains", query: { coin: "BTC" } }],
  },
};
