// Signing in to the dashboard.
const OTHER_SITE = { "sec-fetch-site": "cross-site" };
const NOBODY = { authorization: "" };

// The headers of a page that is signed in.
async function pageOf(shop, cookie) {
  const headers = { ...NOBODY, cookie };
  const { json } = await shop.send("get", { path: "/api/session", headers });
  return { ...headers, "x-csrf-token": json.csrf_token };
}

function cookieOf(answer) {
  return answer.headers.get("set-cookie").split(";")[0];
}

function credentials(shop, password) {
  const [username, right] = shop.password.split(":");
  return { username, password: password ?? right };
}

export const CASES = {
  signIn: {
    good: [(shop) => ({
      path: "/api/session", body: credentials(shop), headers: NOBODY,
      keep: async (answer) => (shop.seen.page = await pageOf(shop, cookieOf(answer))),
    })],
    bad: [
      (shop) => ({ path: "/api/session", body: credentials(shop, "wrong"), headers: NOBODY, status: 401 }),
      (shop) => ({ path: "/api/session", body: credentials(shop), headers: OTHER_SITE, status: 403 }),
      { path: "/api/session", body: { username: "owner" } },
      (shop) => ({
        path: "/api/session", body: JSON.stringify(credentials(shop)), headers: { "content-type": "text/plain" },
      }),
    ],
  },
  signInByLink: {
    good: [async (shop) => ({
      path: "/api/session/link", body: { token: await shop.signInToken() }, headers: NOBODY,
      keep: async (answer) => (shop.seen.linkedPage = await pageOf(shop, cookieOf(answer))),
    })],
    bad: [
      { path: "/api/session/link", body: { token: "used" }, status: 403 },
      { path: "/api/session/link", body: {} },
    ],
  },
  showSession: {
    good: [
      (shop) => ({ path: "/api/session", headers: shop.seen.page }),
      (shop) => ({ path: "/api/session", headers: shop.seen.linkedPage }),
      { path: "/api/session" },
    ],
    bad: [
      { path: "/api/session", headers: { ...NOBODY, "x-csrf-token": "" }, status: 401 },
      { path: "/api/session", headers: { ...NOBODY, cookie: "kram_session=forged" }, status: 401 },
    ],
  },
  listSessions: {
    good: [
      (shop) => ({
        path: "/api/sessions", query: { open: "true", sort: "-created_at" }, headers: shop.seen.page,
        keep: (answer) => (shop.seen.session = answer.json.items.find((one) => !one.is_current)),
      }),
    ],
    bad: [{ path: "/api/sessions", query: { sort: "address" } }, { path: "/api/sessions", query: { open: "perhaps" } }],
  },
  endSession: {
    good: [(shop) => ({ path: `/api/sessions/${shop.seen.session.id}`, headers: shop.seen.page })],
    bad: [
      (shop) => ({
        path: `/api/sessions/${shop.seen.session.id}`, headers: { ...shop.seen.page, "x-csrf-token": "" }, status: 403,
      }),
      { path: "/api/sessions/999999", status: 404 },
    ],
  },
  signOut: {
    good: [(shop) => ({ path: "/api/session", headers: shop.seen.page })],
    bad: [
      (shop) => ({ path: "/api/session", headers: shop.seen.page, status: 401 }),
      { path: "/api/session", status: 409 },
    ],
  },
};
