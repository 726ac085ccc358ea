-- Units that one of the staff is about to add (shop/stock/draft/draft.h).
CREATE TABLE draft_units (
  user_id            INTEGER NOT NULL,
  number             INTEGER NOT NULL,
  goods_key          INTEGER NOT NULL,
  delivery_photo     TEXT,
  delivery_latitude  INTEGER,
  delivery_longitude INTEGER,
  delivery_text      TEXT NOT NULL,
  created_at         TEXT NOT NULL,
  PRIMARY KEY (user_id, number)
) STRICT;
CREATE INDEX idx_draft_units_age ON draft_units(created_at);

-- Units that the staff have taken out of the shop. A unit that comes back has the same id. The
-- columns before the last three are those of products.
CREATE TABLE withdrawn_products (
  id                 INTEGER PRIMARY KEY,
  city               TEXT NOT NULL,
  district           TEXT NOT NULL,
  category           TEXT NOT NULL,
  name               TEXT NOT NULL,
  description        TEXT NOT NULL,
  base_price         INTEGER NOT NULL,
  discount_percent   INTEGER NOT NULL,
  delivery_photo     TEXT,
  delivery_latitude  INTEGER,
  delivery_longitude INTEGER,
  delivery_text      TEXT NOT NULL,
  created_at         TEXT NOT NULL,
  withdrawn_at       TEXT NOT NULL,
  withdrawn_by       TEXT NOT NULL,
  reason             TEXT NOT NULL
) STRICT;
CREATE INDEX idx_withdrawn_products_offer
  ON withdrawn_products(city, district, category, name, withdrawn_at);
CREATE INDEX idx_withdrawn_products_date ON withdrawn_products(withdrawn_at, id);

-- Purchases that wait for a unit end with its withdrawal.
CREATE INDEX idx_checkouts_product ON checkouts(product_id);

-- From how many unsold units on the owners are told that an offer runs low.
CREATE TABLE low_stock (
  city        TEXT NOT NULL,
  district    TEXT NOT NULL,
  category    TEXT NOT NULL,
  name        TEXT NOT NULL,
  line        INTEGER CHECK (line >= 0),  -- none: the shop's
  newest_unit INTEGER,                     -- when they were told; none: they were not
  PRIMARY KEY (city, district, category, name)
) STRICT;
