// What was sold.
const UNIT = {
  city: "Apitown", district: "Old Port", category: "Cards", name: "Order card", base_price: "10.00",
};
const WAIT_MS = 15_000;

// An order of somebody who bought through the chat, with units left to replace it.
async function orderOf(shop) {
  if (shop.seen.order) return shop.seen.order;
  const { customer } = shop.seen;
  for (const code of ["ORDER-1", "ORDER-2", "ORDER-3"]) {
    await shop.send("post", { path: "/api/products", body: { ...UNIT, delivery_text: code } });
  }
  await shop.send("post", {
    path: `/api/users/${customer}/adjustments`, body: { amount: "20.00", reason: "A test" },
    headers: { "idempotency-key": "money-of-the-buyer" },
  });
  await shop.writes(customer, "/shop");
  // The one district and the one category are not asked for.
  for (const label of ["Apitown", /Order card/, /^Buy/, /Confirm Purchase/]) {
    await shop.presses(customer, label);
  }
  for (const until = Date.now() + WAIT_MS; Date.now() < until;) {
    const { json } = await shop.send("get", { path: "/api/orders", query: { user_id: customer } });
    if (json.items.length > 0) return (shop.seen.order = json.items[0].id);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nothing was bought");
}

export const CASES = {
  listOrders: {
    good: [
      { path: "/api/orders" },
      { path: "/api/orders", query: { from: "2026-11-01", to: "2026-11-24T07:21:50Z", sort: "created_at" } },
    ],
    bad: [
      { path: "/api/orders", query: { from: "yesterday" } },
      { path: "/api/orders", query: { user_id: 0 } },
    ],
  },
  replaceOrderUnit: {
    good: [async (shop) => ({
      path: `/api/orders/${await orderOf(shop)}/replace`, body: { reason: "It was used" },
      headers: { "idempotency-key": "replace-1" },
    })],
    bad: [
      async (shop) => ({ path: `/api/orders/${await orderOf(shop)}/replace`, body: { reason: "It was used" } }),
      {
        path: "/api/orders/999999/replace", body: { reason: "It was used" },
        headers: { "idempotency-key": "replace-2" }, status: 404,
      },
    ],
  },
  refundOrder: {
    good: [async (shop) => ({
      path: `/api/orders/${await orderOf(shop)}/refund`, body: { amount: "4.00", reason: "It was late" },
      headers: { "idempotency-key": "refund-1" },
    })],
    bad: [
      async (shop) => ({
        path: `/api/orders/${await orderOf(shop)}/refund`, body: { reason: "It was late" },
        headers: { "idempotency-key": "refund-2" }, status: 409,
      }),
      async (shop) => ({ path: `/api/orders/${await orderOf(shop)}/refund`, body: { reason: "It was late" } }),
    ],
  },
  showOrder: {
    good: [async (shop) => ({ path: `/api/orders/${await orderOf(shop)}` })],
    bad: [{ path: "/api/orders/999999", status: 404 }],
  },
  showOrderDelivery: {
    good: [async (shop) => ({ path: `/api/orders/${await orderOf(shop)}/delivery` })],
    bad: [{ path: "/api/orders/999999/delivery", status: 404 }],
  },
};
