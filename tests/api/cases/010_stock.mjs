// Units and their discounts.
const UNIT = {
  city: "Łódź", district: "Śródmieście", category: "Vouchers", name: "Voucher 50",
  base_price: "50.00", delivery_text: "API-TEST-1",
};

export const CASES = {
  createProduct: {
    good: [
      { path: "/api/products", body: UNIT, status: 201, keep: ({ json }, shop) => (shop.seen.unit = json.id) },
      {
        path: "/api/products", status: 201, headers: { "idempotency-key": "unit-2" },
        body: { ...UNIT, delivery_text: "API-TEST-2", delivery_latitude: 51.77, delivery_longitude: 19.45 },
      },
    ],
    bad: [
      { path: "/api/products", body: UNIT, status: 409 },
      { path: "/api/products", body: { ...UNIT, base_price: 50 } },
      { path: "/api/products", body: { ...UNIT, colour: "red" } },
      { path: "/api/products", body: "{", headers: { "content-type": "application/json" } },
      { path: "/api/products", body: "city=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
    ],
  },
  listProducts: {
    good: [
      { path: "/api/products" },
      { path: "/api/products", query: { city: "Łódź", sold: false, sort: "-base_price", per_page: 1 } },
      { path: "/api/products", query: { fields: "id,name" }, headers: { accept: "text/csv" } },
    ],
    bad: [
      { path: "/api/products", query: { town: "x" } },
      { path: "/api/products", query: { page: 0 } },
      { path: "/api/products", query: { after: "zz" } },
      { path: "/api/products", headers: { authorization: "Basic eDp5" }, status: 401 },
    ],
  },
  discountInBulk: {
    good: [
      { path: "/api/discount/bulk", body: { filter: { city: "Łódź" }, discount_percent: 20 } },
      (shop) => ({ path: "/api/discount/bulk", body: { product_ids: [shop.seen.unit], discount_percent: 0 } }),
    ],
    bad: [
      { path: "/api/discount/bulk", body: { discount_percent: 20 } },
      { path: "/api/discount/bulk", body: { product_ids: [999999], discount_percent: 20 }, status: 409 },
      { path: "/api/discount/bulk", body: { filter: { city: "Łódź" }, discount_percent: 101 } },
    ],
  },
};
