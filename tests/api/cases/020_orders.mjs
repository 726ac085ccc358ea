// What was sold.
export const CASES = {
  listOrders: {
    good: [
      { path: "/api/orders" },
      { path: "/api/orders", query: { from: "2026-11-01", to: "2026-11-24T07:21:50Z", sort: "final_price" } },
    ],
    bad: [
      { path: "/api/orders", query: { from: "yesterday" } },
      { path: "/api/orders", query: { user_id: 0 } },
    ],
  },
};
