// Keys and staff.
const KEY = { name: "Till", role: "manager", address_ranges: ["127.0.0.0/8", "::1"], requests_per_second: 50 };

export const CASES = {
  createKey: {
    good: [
      { path: "/api/keys", body: KEY, keep: (answer, shop) => (shop.seen.key = answer.json) },
      { path: "/api/keys", body: { name: "Books", role: "support", expires_at: "never" } },
    ],
    bad: [
      { path: "/api/keys", body: { ...KEY, role: "boss" } },
      { path: "/api/keys", body: { ...KEY, name: "" } },
      { path: "/api/keys", body: { ...KEY, address_ranges: ["127.0.0.1/8"] } },
      { path: "/api/keys", body: { ...KEY, expires_at: "2001-01-01T00:00:00Z" } },
      { path: "/api/keys", body: { ...KEY, secret: "kram_mine" } },
      (shop) => ({
        path: "/api/keys", body: KEY, headers: { authorization: `Bearer ${shop.seen.key.secret}` }, status: 403,
      }),
      { path: "/api/keys", body: KEY, headers: { authorization: "Bearer kram_none" }, status: 401 },
    ],
  },
  listKeys: {
    good: [{ path: "/api/keys" }, { path: "/api/keys", query: { revoked: "false", sort: "-created_at", per_page: 1 } }],
    bad: [{ path: "/api/keys", query: { revoked: "perhaps" } }, { path: "/api/keys", query: { sort: "secret" } }],
  },
  showKey: {
    good: [(shop) => ({
      path: `/api/keys/${shop.seen.key.id}`, keep: (answer) => (shop.seen.keyTag = answer.headers.get("etag")),
    })],
    bad: [{ path: "/api/keys/999999", status: 404 }],
  },
  editKey: {
    good: [(shop) => ({
      path: `/api/keys/${shop.seen.key.id}`, body: { name: "Till 2", expires_at: "never" },
      headers: { "if-match": shop.seen.keyTag },
    })],
    bad: [
      (shop) => ({ path: `/api/keys/${shop.seen.key.id}`, body: { name: "Till 3" }, status: 428 }),
      (shop) => ({
        path: `/api/keys/${shop.seen.key.id}`, body: { name: "Till 3" },
        headers: { "if-match": shop.seen.keyTag }, status: 412,
      }),
      (shop) => ({
        path: `/api/keys/${shop.seen.key.id}`, body: { requests_per_second: 0 }, headers: { "if-match": "*" },
      }),
    ],
  },
  revokeKey: {
    good: [(shop) => ({ path: `/api/keys/${shop.seen.key.id}` })],
    bad: [{ path: "/api/keys/999999", status: 404 }],
  },
  giveRole: {
    good: [(shop) => ({ path: `/api/staff/${shop.seen.customer}`, body: { role: "support" } })],
    bad: [
      { path: "/api/staff/999999", body: { role: "support" }, status: 404 },
      (shop) => ({ path: `/api/staff/${shop.seen.customer}`, body: { role: "owner" }, status: 409 }),
      (shop) => ({ path: `/api/staff/${shop.seen.customer}`, body: { role: "boss" } }),
    ],
  },
  showAlerts: {
    good: [(shop) => ({ path: `/api/staff/${shop.seen.customer}/alerts` })],
    bad: [{ path: "/api/staff/999999/alerts", status: 404 }],
  },
  setAlerts: {
    good: [async (shop) => {
      const owner = (await shop.send("get", { path: "/api/staff" })).json.items[0].user_id;
      const path = `/api/staff/${owner}/alerts`;
      return { path, body: { off: ["sale", "daily_summary"] }, headers: await shop.seenAt(path) };
    }],
    bad: [
      (shop) => ({ path: `/api/staff/${shop.seen.customer}/alerts`, body: { off: [] }, status: 428 }),
      (shop) => ({ path: `/api/staff/${shop.seen.customer}/alerts`, body: { off: [] }, headers: { "if-match": "*" }, status: 409 }),
      (shop) => ({ path: `/api/staff/${shop.seen.customer}/alerts`, body: { off: ["noise"] }, headers: { "if-match": "*" } }),
      { path: "/api/staff/999999/alerts", body: { off: [] }, headers: { "if-match": "*" }, status: 404 },
    ],
  },
  listStaff: {
    good: [{ path: "/api/staff" }, { path: "/api/staff", query: { fields: "user_id,role" } }],
    bad: [{ path: "/api/staff", query: { role: "owner" } }],
  },
  takeRole: {
    good: [(shop) => ({ path: `/api/staff/${shop.seen.customer}` })],
    bad: [(shop) => ({ path: `/api/staff/${shop.seen.customer}`, status: 404 })],
  },
};
