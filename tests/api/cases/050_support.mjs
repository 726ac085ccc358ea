// What customers and staff write to each other.
export const CASES = {
  writeToUser: {
    good: [(shop) => ({
      path: `/api/users/${shop.seen.customer}/tickets`, body: { text: "Is all well?" },
      headers: { "idempotency-key": "letter-1" }, keep: ({ json }) => (shop.seen.ticket = json.id),
    })],
    bad: [
      { path: "/api/users/7/tickets", body: { text: "Hello" }, status: 404 },
      (shop) => ({ path: `/api/users/${shop.seen.customer}/tickets`, body: { text: "" } }),
      (shop) => ({ path: `/api/users/${shop.seen.customer}/tickets`, body: { text: "x", order_id: 999999 }, status: 404 }),
    ],
  },
  listTickets: {
    good: [{ path: "/api/tickets" }, { path: "/api/tickets", query: { state: "answered", sort: "changed_at" } }],
    bad: [{ path: "/api/tickets", query: { state: "lost" } }],
  },
  answerTicket: {
    good: [(shop) => ({ path: `/api/tickets/${shop.seen.ticket}/messages`, body: { text: "We are here." } })],
    bad: [
      { path: "/api/tickets/999999/messages", body: { text: "Hello" }, status: 404 },
      (shop) => ({ path: `/api/tickets/${shop.seen.ticket}/messages`, body: { text: "x".repeat(3501) } }),
    ],
  },
  showTicket: {
    good: [(shop) => ({ path: `/api/tickets/${shop.seen.ticket}` })],
    bad: [{ path: "/api/tickets/999999", status: 404 }],
  },
  listTicketMessages: {
    good: [(shop) => ({ path: `/api/tickets/${shop.seen.ticket}/messages`, query: { per_page: 1, page: 2 } })],
    bad: [{ path: "/api/tickets/999999/messages", status: 404 }],
  },
  closeTicket: {
    good: [(shop) => ({ path: `/api/tickets/${shop.seen.ticket}/close` })],
    bad: [
      (shop) => ({ path: `/api/tickets/${shop.seen.ticket}/close`, status: 409 }),
      { path: "/api/tickets/999999/close", status: 404 },
    ],
  },
};
