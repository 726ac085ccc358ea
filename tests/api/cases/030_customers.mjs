// Customers and their money.
const BAN = { banned: true, ban_reason: "A test" };

export const CASES = {
  listUsers: {
    good: [
      { path: "/api/users", query: { q: "Anna", sort: "-created_at" } },
      { path: "/api/users", query: { banned: false, per_page: 1 }, headers: { accept: "text/csv" } },
    ],
    bad: [{ path: "/api/users", query: { sort: "balance" } }, { path: "/api/users", query: { banned: "maybe" } }],
  },
  showUser: {
    good: [(shop) => ({
      path: `/api/users/${shop.seen.customer}`,
      keep: ({ headers }) => (shop.seen.customerTag = headers.get("etag")),
    })],
    bad: [{ path: "/api/users/0", status: 404 }, { path: "/api/users/x", status: 404 }],
  },
  showUserFigures: {
    good: [(shop) => ({ path: `/api/users/${shop.seen.customer}/figures` })],
    bad: [{ path: "/api/users/999999/figures", status: 404 }],
  },
  changeUser: {
    good: [
      (shop) => ({
        path: `/api/users/${shop.seen.customer}`, body: BAN, headers: { "if-match": shop.seen.customerTag },
        keep: ({ headers }) => (shop.seen.customerTag = headers.get("etag")),
      }),
      (shop) => ({
        path: `/api/users/${shop.seen.customer}`, body: { banned: false, ban_reason: "It is over" },
        headers: { "if-match": shop.seen.customerTag },
      }),
    ],
    bad: [
      (shop) => ({ path: `/api/users/${shop.seen.customer}`, body: BAN, status: 428 }),
      (shop) => ({ path: `/api/users/${shop.seen.customer}`, body: BAN, headers: { "if-match": '"x"' }, status: 412 }),
      (shop) => ({ path: `/api/users/${shop.seen.customer}`, body: { banned: "yes" }, headers: { "if-match": '"x"' } }),
      { path: "/api/users/7", body: BAN, headers: { "if-match": '"x"' }, status: 404 },
    ],
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
  listLedger: {
    good: [
      (shop) => ({ path: "/api/ledger", query: { user_id: shop.seen.customer, kind: "adjustment" } }),
      { path: "/api/ledger", query: { from: "2026-11-01", sort: "id" }, headers: { accept: "text/csv" } },
    ],
    bad: [{ path: "/api/ledger", query: { user_id: 0 } }, { path: "/api/ledger", query: { kind: "gift" } }],
  },
  listAuditLog: {
    good: [
      { path: "/api/audit-log" },
      (shop) => ({ path: "/api/audit-log", query: { subject: `user:${shop.seen.customer}`, actor: "web:admin" } }),
    ],
    bad: [{ path: "/api/audit-log", query: { from: "soon" } }, { path: "/api/audit-log", query: { sort: "actor" } }],
  },
  listDeposits: {
    good: [
      async (shop) => {
        shop.seen.deposit = await shop.blikDeposit(shop.seen.customer);
        return { path: "/api/deposits", query: { method: "blik", status: "pending" } };
      },
      { path: "/api/deposits", query: { from: "2026-11-01", sort: "id" }, headers: { accept: "text/csv" } },
    ],
    bad: [{ path: "/api/deposits", query: { method: "cash" } }, { path: "/api/deposits", query: { sort: "amount" } }],
  },
  showDeposit: {
    good: [(shop) => ({ path: `/api/deposits/${shop.seen.deposit}` })],
    bad: [{ path: "/api/deposits/999999", status: 404 }],
  },
  approveDeposit: {
    good: [(shop) => ({ path: `/api/deposits/${shop.seen.deposit}/approve` })],
    bad: [
      (shop) => ({ path: `/api/deposits/${shop.seen.deposit}/approve`, status: 409 }),
      { path: "/api/deposits/999999/approve", status: 404 },
      (shop) => ({ path: `/api/deposits/${shop.seen.deposit}/approve`, body: { sure: true } }),
    ],
  },
  rejectDeposit: {
    good: [async (shop) => {
      shop.seen.deposit = await shop.blikDeposit(shop.seen.customer);
      return { path: `/api/deposits/${shop.seen.deposit}/reject`, body: { reason: "No money came" } };
    }],
    bad: [
      (shop) => ({ path: `/api/deposits/${shop.seen.deposit}/reject`, body: { reason: "Again" }, status: 409 }),
      (shop) => ({ path: `/api/deposits/${shop.seen.deposit}/reject`, body: {} }),
    ],
  },
  refundStars: {
    good: [async (shop) => {
      shop.seen.starDeposit = await shop.starDeposit(shop.seen.customer);
      const { json } = await shop.send("get", { path: `/api/users/${shop.seen.customer}` });
      return { path: `/api/deposits/${shop.seen.starDeposit}/refund-stars`, body: { seen_balance: json.balance } };
    }],
    bad: [
      (shop) => ({ path: `/api/deposits/${shop.seen.starDeposit}/refund-stars`, body: { seen_balance: "1.00" }, status: 409 }),
      (shop) => ({ path: `/api/deposits/${shop.seen.deposit}/refund-stars`, body: { seen_balance: "1.00" }, status: 409 }),
      { path: "/api/deposits/999999/refund-stars", body: { seen_balance: "1.00" }, status: 404 },
      { path: "/api/deposits/999999/refund-stars", body: {} },
    ],
  },
};
