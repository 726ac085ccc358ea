// What there is of an offer, offers that run out, and places.
const card = (shop, rest = "") => `/api/offers/${shop.seen.unit}${rest}`;

export const CASES = {
  listPlaces: {
    good: [
      { path: "/api/places" },
      { path: "/api/places", query: { city: "Warsaw", per_page: 5 } },
      { path: "/api/places", query: { city: "Warsaw", district: "Śródmieście" }, headers: { accept: "text/csv" } },
    ],
    bad: [{ path: "/api/places", query: { district: "Śródmieście" } }, { path: "/api/places", query: { country: "PL" } }],
  },
  listSoldOutOffers: {
    good: [{ path: "/api/offers/sold-out" }, { path: "/api/offers/sold-out", query: { page: 2, per_page: 1 } }],
    bad: [{ path: "/api/offers/sold-out", query: { after: "x" } }],
  },
  listLowOffers: {
    good: [{ path: "/api/offers/low" }],
    bad: [{ path: "/api/offers/low", query: { page: 0 } }],
  },
  showOffer: {
    good: [(shop) => ({ path: card(shop) })],
    bad: [{ path: "/api/offers/999999", status: 404 }, { path: "/api/offers/restock", status: 404 }],
  },
  listOfferUnits: {
    good: [
      (shop) => ({ path: card(shop, "/units") }),
      (shop) => ({ path: card(shop, "/units"), query: { sold: true, per_page: 10 } }),
    ],
    bad: [
      { path: "/api/offers/999999/units", status: 404 },
      (shop) => ({ path: card(shop, "/units"), query: { sold: "perhaps" } }),
    ],
  },
  showLowStockLine: {
    good: [(shop) => ({
      path: card(shop, "/low-stock-line"), keep: ({ headers }) => (shop.seen.lineTag = headers.get("etag")),
    })],
    bad: [{ path: "/api/offers/999999/low-stock-line", status: 404 }],
  },
  setLowStockLine: {
    good: [(shop) => ({
      path: card(shop, "/low-stock-line"), body: { low_stock_line: 7 }, headers: { "if-match": shop.seen.lineTag },
    })],
    bad: [
      (shop) => ({ path: card(shop, "/low-stock-line"), body: { low_stock_line: 7 }, status: 428 }),
      (shop) => ({
        path: card(shop, "/low-stock-line"), body: { low_stock_line: 8 },
        headers: { "if-match": shop.seen.lineTag }, status: 412,
      }),
      (shop) => ({ path: card(shop, "/low-stock-line"), body: { low_stock_line: 501 }, headers: { "if-match": "*" } }),
      (shop) => ({ path: card(shop, "/low-stock-line"), body: { low_stock_line: -1 }, headers: { "if-match": "*" } }),
      { path: "/api/offers/999999/low-stock-line", body: { low_stock_line: 7 }, headers: { "if-match": "*" }, status: 404 },
    ],
  },
};
