-- What the shop does for an order afterwards: money given back, once, and units that were replaced.
CREATE TABLE refunds (
  order_id   INTEGER PRIMARY KEY REFERENCES orders(id),
  amount     INTEGER NOT NULL CHECK (amount > 0),
  reason     TEXT NOT NULL,
  actor      TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE replacements (
  id              INTEGER PRIMARY KEY,
  order_id        INTEGER NOT NULL REFERENCES orders(id),
  bad_product_id  INTEGER NOT NULL UNIQUE REFERENCES products(id),
  good_product_id INTEGER NOT NULL UNIQUE REFERENCES products(id),
  reason          TEXT NOT NULL,
  actor           TEXT NOT NULL,
  created_at      TEXT NOT NULL,
  CHECK (bad_product_id <> good_product_id)
) STRICT;
CREATE INDEX idx_replacements_order ON replacements(order_id);

-- An order is found by what it delivered, however that is spaced (shop/sales/order_search.cpp). The
-- beginning of a text tells it from nearly all others.
CREATE INDEX idx_products_code ON products(
  substr(replace(replace(replace(replace(replace(delivery_text, ' ', ''), char(9), ''),
         char(10), ''), char(13), ''), char(160), ''), 1, 40)) WHERE is_sold = true;

-- Whether an order's delivery has arrived.
CREATE INDEX idx_outbox_delivered ON outbox(subject_id, id) WHERE kind = 'delivery_text';
