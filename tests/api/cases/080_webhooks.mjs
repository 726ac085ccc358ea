// Webhooks and what is sent to them.
const HOOK = { url: "https://shop.test/in", events: ["order.created", "stock.out"] };

export const CASES = {
  createWebhook: {
    good: [
      { path: "/api/webhooks", body: HOOK, status: 201, keep: ({ json }, shop) => (shop.seen.webhook = json.id) },
      { path: "/api/webhooks", body: { ...HOOK, secret: "0123456789abcdef", is_enabled: false }, status: 201 },
    ],
    bad: [
      { path: "/api/webhooks", body: { ...HOOK, url: "ftp://shop.test/" } },
      { path: "/api/webhooks", body: { ...HOOK, events: ["order.made"] } },
      { path: "/api/webhooks", body: { ...HOOK, events: [] } },
      { path: "/api/webhooks", body: { ...HOOK, secret: "short" } },
    ],
  },
  listWebhooks: {
    good: [{ path: "/api/webhooks" }, { path: "/api/webhooks", headers: { accept: "text/csv" } }],
    bad: [{ path: "/api/webhooks", query: { sort: "secret" } }],
  },
  showWebhook: {
    good: [(shop) => ({
      path: `/api/webhooks/${shop.seen.webhook}`,
      keep: ({ headers }, same) => (same.seen.webhookTag = headers.get("etag")),
    })],
    bad: [{ path: "/api/webhooks/999", status: 404 }],
  },
  changeWebhook: {
    good: [(shop) => ({
      path: `/api/webhooks/${shop.seen.webhook}`, body: { allow_private: true },
      headers: { "if-match": shop.seen.webhookTag },
    })],
    bad: [
      (shop) => ({ path: `/api/webhooks/${shop.seen.webhook}`, body: { is_enabled: false }, status: 428 }),
      (shop) => ({
        path: `/api/webhooks/${shop.seen.webhook}`, body: { is_enabled: false }, status: 412,
        headers: { "if-match": shop.seen.webhookTag },
      }),
    ],
  },
  pingWebhook: {
    good: [(shop) => ({
      path: `/api/webhooks/${shop.seen.webhook}/ping`, status: 202,
      keep: ({ json }, same) => (same.seen.webhookDelivery = json.id),
    })],
    bad: [
      { path: "/api/webhooks/999/ping", status: 404 },
      (shop) => ({ path: `/api/webhooks/${shop.seen.webhook + 1}/ping`, status: 409 }),
    ],
  },
  listDeliveries: {
    good: [(shop) => ({ path: `/api/webhooks/${shop.seen.webhook}/deliveries`, query: { sort: "-id" } })],
    bad: [
      { path: "/api/webhooks/999/deliveries", status: 404 },
      (shop) => ({ path: `/api/webhooks/${shop.seen.webhook}/deliveries`, query: { status: "lost" } }),
    ],
  },
  resendDelivery: {
    good: [(shop) => ({ path: `/api/webhooks/${shop.seen.webhook}/deliveries/${shop.seen.webhookDelivery}/resend` })],
    bad: [(shop) => ({ path: `/api/webhooks/${shop.seen.webhook}/deliveries/999999/resend`, status: 404 })],
  },
  deleteWebhook: {
    good: [(shop) => ({ path: `/api/webhooks/${shop.seen.webhook}`, status: 204 })],
    bad: [(shop) => ({ path: `/api/webhooks/${shop.seen.webhook}`, status: 404 })],
  },
};
