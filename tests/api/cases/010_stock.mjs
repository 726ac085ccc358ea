// Units and their discounts.
import { greyPicture } from "../picture.mjs";
import { until } from "../shop.mjs";

const UNIT = {
  city: "Łódź", district: "Śródmieście", category: "Vouchers", name: "Voucher 50",
  base_price: "50.00", delivery_text: "API-TEST-1",
};

const HEADER = "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
  + "delivery_latitude,delivery_longitude,delivery_text,quantity\n";
const CSV = { "content-type": "text/csv" };

// The import at its end.
const ended = (shop, id) => until("the import ends", async () => {
  const { json } = await shop.send("get", { path: `/api/imports/${id}` });
  return ["done", "refused", "failed"].includes(json.state) && json;
});

// 120 by 120 grey pixels.
const PICTURE = greyPicture(120);

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
  importProducts: {
    good: [
      {
        path: "/api/products/import", headers: CSV, status: 202,
        body: `${HEADER}Łódź,Śródmieście,Vouchers,Imported,,50,,,,,IMPORT-1,1\n`,
        keep: ({ json }, shop) => (shop.seen.import = json.id),
      },
      {
        path: "/api/products/import", headers: { ...CSV, "idempotency-key": "import-2" }, status: 202,
        query: { dry_run: true, allow_repeated: true },
        body: `${HEADER}Łódź,Śródmieście,Vouchers,Imported,,fifty,,,,,IMPORT-2,1\n`,
        keep: ({ json }, shop) => (shop.seen.badImport = json.id),
      },
    ],
    bad: [
      { path: "/api/products/import", headers: CSV, body: "" },
      { path: "/api/products/import", headers: { "content-type": "text/plain" }, body: HEADER },
      { path: "/api/products/import", headers: CSV, body: HEADER, query: { dry_run: "x" } },
      {
        path: "/api/products/import", headers: { ...CSV, "idempotency-key": "import-2" }, body: HEADER, status: 409,
      },
    ],
  },
  listImports: {
    good: [{ path: "/api/imports" }, { path: "/api/imports", query: { sort: "id", per_page: 1 } }],
    bad: [{ path: "/api/imports", query: { sort: "bytes" } }],
  },
  showImport: {
    good: [
      async (shop) => {
        const { state, units_added } = await ended(shop, shop.seen.import);
        if (state !== "done" || units_added !== 1) throw new Error(`the import is ${state}`);
        return { path: `/api/imports/${shop.seen.import}` };
      },
      async (shop) => {
        const { state, errors } = await ended(shop, shop.seen.badImport);
        if (state !== "refused" || errors[0].line !== 2) throw new Error(`the import is ${state}`);
        return { path: `/api/imports/${shop.seen.badImport}` };
      },
    ],
    bad: [{ path: "/api/imports/999999", status: 404 }],
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
  showProduct: {
    good: [(shop) => ({ path: `/api/products/${shop.seen.unit}` })],
    bad: [{ path: "/api/products/999999", status: 404 }, { path: "/api/products/x", status: 404 }],
  },
  editProduct: {
    good: [async (shop) => {
      const path = `/api/products/${shop.seen.unit}`;
      return {
        path, body: { base_price: "60.00", description: "For books", discount_percent: 5 },
        headers: await shop.seenAt(path),
      };
    }],
    bad: [
      (shop) => ({ path: `/api/products/${shop.seen.unit}`, body: { base_price: "60.00" }, status: 428 }),
      (shop) => ({
        path: `/api/products/${shop.seen.unit}`, body: { base_price: "60.00" },
        headers: { "if-match": '"x"' }, status: 412,
      }),
      (shop) => ({
        path: `/api/products/${shop.seen.unit}`, body: { base_price: "-1.00" }, headers: { "if-match": "*" },
      }),
    ],
  },
  showProductDelivery: {
    good: [(shop) => ({ path: `/api/products/${shop.seen.unit}/delivery` })],
    bad: [{ path: "/api/products/999999/delivery", status: 404 }],
  },
  editProductDelivery: {
    good: [async (shop) => {
      const path = `/api/products/${shop.seen.unit}/delivery`;
      return { path, body: { delivery_text: "API-TEST-3" }, headers: await shop.seenAt(path) };
    }],
    bad: [
      (shop) => ({
        path: `/api/products/${shop.seen.unit}/delivery`, body: { delivery_text: "API-TEST-2" },
        headers: { "if-match": "*" }, status: 409,
      }),
      (shop) => ({
        path: `/api/products/${shop.seen.unit}/delivery`, headers: { "if-match": "*" },
        body: { delivery_text: "API-TEST-4", delivery_latitude: 91, delivery_longitude: 0 },
      }),
    ],
  },
  withdrawProduct: {
    good: [async (shop) => {
      const path = `/api/products/${shop.seen.unit}`;
      return { path, query: { reason: "leaked" }, headers: await shop.seenAt(path) };
    }],
    bad: [
      (shop) => ({ path: `/api/products/${shop.seen.unit}`, headers: { "if-match": "*" }, status: 404 }),
      { path: "/api/products/999999", status: 404, headers: { "if-match": "*" } },
      { path: "/api/products/1", query: { held_by: "x" }, headers: { "if-match": "*" } },
    ],
  },
  listWithdrawnProducts: {
    good: [{ path: "/api/products/withdrawn" }, { path: "/api/products/withdrawn", query: { sort: "id" } }],
    bad: [{ path: "/api/products/withdrawn", query: { after: "zz" } }],
  },
  returnProduct: {
    good: [(shop) => ({ path: `/api/products/${shop.seen.unit}/return` })],
    bad: [
      (shop) => ({ path: `/api/products/${shop.seen.unit}/return`, status: 409 }),
      { path: "/api/products/999999/return", status: 404 },
    ],
  },
  listOffers: {
    good: [
      { path: "/api/offers" },
      { path: "/api/offers", query: { city: "Łódź", per_page: 1 } },
      { path: "/api/offers", headers: { accept: "text/csv" } },
    ],
    bad: [{ path: "/api/offers", query: { after: "zz" } }],
  },
  restockOffer: {
    good: [
      (shop) => ({
        path: "/api/offers/restock",
        body: { product_id: shop.seen.unit, delivery_texts: ["CODE-1", "CODE-1"], dry_run: true },
      }),
      (shop) => ({
        path: "/api/offers/restock", headers: { "idempotency-key": "restock-1" },
        body: { product_id: shop.seen.unit, delivery_texts: ["CODE-1", "CODE-2"] },
      }),
    ],
    bad: [
      (shop) => ({
        path: "/api/offers/restock", status: 409,
        body: { product_id: shop.seen.unit, delivery_texts: ["CODE-1", "CODE-3"] },
      }),
      { path: "/api/offers/restock", body: { product_id: 999999, delivery_texts: ["CODE-4"] } },
      (shop) => ({ path: "/api/offers/restock", body: { product_id: shop.seen.unit, delivery_texts: [] } }),
    ],
  },
  withdrawOffer: {
    good: [(shop) => ({ path: "/api/offers/withdraw", body: { product_id: shop.seen.unit, dry_run: true } })],
    bad: [{ path: "/api/offers/withdraw", body: { product_id: 999999 } }],
  },
  discountInBulk: {
    good: [
      { path: "/api/discount/bulk", body: { filter: { city: "Łódź" }, discount_percent: 20, dry_run: true } },
      {
        path: "/api/discount/bulk",
        body: { filter: { city: "Łódź" }, discount_percent: 20, ends_at: "2126-01-01T00:00:00Z" },
      },
      (shop) => ({
        path: "/api/discount/bulk",
        body: { product_ids: [shop.seen.unit], discount_percent: 0, with_id: true },
      }),
    ],
    bad: [
      { path: "/api/discount/bulk", body: { discount_percent: 20 } },
      {
        path: "/api/discount/bulk",
        body: { filter: { city: "Łódź" }, discount_percent: 20, ends_at: "2020-01-01T00:00:00Z" },
      },
      { path: "/api/discount/bulk", body: { product_ids: [999999], discount_percent: 20 }, status: 409 },
      { path: "/api/discount/bulk", body: { filter: { city: "Łódź" }, discount_percent: 101 } },
    ],
  },
  editInBulk: {
    good: [
      { path: "/api/products/bulk-edit", body: { filter: { city: "Łódź" }, base_price: "61.00", dry_run: true } },
      (shop) => ({
        path: "/api/products/bulk-edit",
        body: { product_ids: [shop.seen.unit], base_price: "61.00", category: "Gifts" },
        keep: ({ json }) => (shop.seen.change = json.id),
      }),
    ],
    bad: [
      { path: "/api/products/bulk-edit", body: { filter: { city: "Łódź" } } },
      { path: "/api/products/bulk-edit", body: { filter: { city: "Łódź" }, base_price: "0.00" } },
      { path: "/api/products/bulk-edit", body: { product_ids: [999999], base_price: "1.00" }, status: 409 },
    ],
  },
  listBulkChanges: {
    good: [{ path: "/api/bulk-changes" }, { path: "/api/bulk-changes", query: { sort: "id", per_page: 1 } }],
    bad: [{ path: "/api/bulk-changes", query: { after: "zz" } }],
  },
  showBulkChange: {
    good: [(shop) => ({ path: `/api/bulk-changes/${shop.seen.change}` })],
    bad: [{ path: "/api/bulk-changes/999999", status: 404 }],
  },
  undoBulkChange: {
    good: [(shop) => ({ path: `/api/bulk-changes/${shop.seen.change}/undo` })],
    bad: [
      (shop) => ({ path: `/api/bulk-changes/${shop.seen.change}/undo`, status: 409 }),
      { path: "/api/bulk-changes/999999/undo", status: 404 },
    ],
  },
  withdrawInBulk: {
    good: [
      { path: "/api/products/bulk-withdraw", body: { filter: { city: "Łódź" }, dry_run: true } },
      (shop) => ({
        path: "/api/products/bulk-withdraw", body: { product_ids: [shop.seen.unit], reason: "leaked" },
      }),
    ],
    bad: [
      { path: "/api/products/bulk-withdraw", body: { filter: {} } },
      (shop) => ({ path: "/api/products/bulk-withdraw", body: { product_ids: [shop.seen.unit] }, status: 409 }),
    ],
  },
  returnInBulk: {
    good: [
      { path: "/api/products/bulk-return", body: { filter: { sold: false }, dry_run: true } },
      (shop) => ({ path: "/api/products/bulk-return", body: { product_ids: [shop.seen.unit] } }),
    ],
    bad: [
      { path: "/api/products/bulk-return", body: { product_ids: [] } },
      (shop) => ({ path: "/api/products/bulk-return", body: { product_ids: [shop.seen.unit] }, status: 409 }),
    ],
  },
  listDiscounts: {
    good: [{ path: "/api/discounts", query: { per_page: 1 } }],
    bad: [{ path: "/api/discounts", query: { after: "zz" } }],
  },
  showDiscount: {
    good: [async (shop) => {
      const { json } = await shop.send("get", { path: "/api/discounts", query: { per_page: 1 } });
      return { path: `/api/discounts/${json.items[0].id}` };
    }],
    bad: [{ path: "/api/discounts/999999", status: 404 }],
  },
  listEndingDiscounts: {
    good: [{ path: "/api/discounts/ending" }],
    bad: [{ path: "/api/discounts/ending", query: { page: 1 } }],
  },
  endDiscounts: {
    good: [
      {
        path: "/api/discounts/end",
        body: { discount_percent: 20, discount_ends_at: "2126-01-01T00:00:00Z", dry_run: true },
      },
      { path: "/api/discounts/end", body: { discount_percent: 20, discount_ends_at: "2126-01-01T00:00:00Z" } },
    ],
    bad: [{ path: "/api/discounts/end", body: { discount_percent: 20 } }],
  },
  setProductPicture: {
    good: [(shop) => ({
      path: `/api/products/${shop.seen.unit}/picture`, body: PICTURE, headers: { "content-type": "image/png" },
    })],
    bad: [
      (shop) => ({
        path: `/api/products/${shop.seen.unit}/picture`, body: "GIF89a", headers: { "content-type": "image/png" },
      }),
      (shop) => ({
        path: `/api/products/${shop.seen.unit}/picture`, body: PICTURE, headers: { "content-type": "image/gif" },
      }),
      {
        path: "/api/products/999999/picture", body: PICTURE, headers: { "content-type": "image/png" }, status: 404,
      },
    ],
  },
  showProductPicture: {
    good: [(shop) => ({ path: `/api/products/${shop.seen.unit}/picture` })],
    bad: [{ path: "/api/products/999999/picture", status: 404 }],
  },
  removeProductPicture: {
    good: [(shop) => ({ path: `/api/products/${shop.seen.unit}/picture` })],
    bad: [(shop) => ({ path: `/api/products/${shop.seen.unit}/picture`, status: 404 })],
  },
};
