// Customers and their money.
export const CASES = {
  showUser: {
    good: [(shop) => ({ path: `/api/users/${shop.seen.customer}` })],
    bad: [{ path: "/api/users/0", status: 404 }, { path: "/api/users/x", status: 404 }],
  },
  adjustUser: {
    good: [(shop) => ({
      path: `/api/users/${shop.seen.customer}/adjustments`, body: { amount: "200.00", reason: "A test" },
      headers: { "idempotency-key": "money-1" },
    })],
    bad: [
      {
        path: "/api/users/7/adjustments", body: { amount: "5.00", reason: "test" },
        headers: { "idempotency-key": "a" }, status: 404,
      },
      { path: "/api/users/7/adjustments", body: { amount: "5.00", reason: "test" } },
    ],
  },
};
