-- A discount with an end returns to discount_before by itself.
ALTER TABLE products ADD COLUMN discount_before INTEGER CHECK (discount_before BETWEEN 0 AND 100);
ALTER TABLE products ADD COLUMN discount_ends_at TEXT
  CHECK ((discount_before IS NULL) = (discount_ends_at IS NULL));
CREATE INDEX idx_products_discount_end ON products(discount_ends_at, discount_percent)
  WHERE discount_ends_at IS NOT NULL AND is_sold = false;

ALTER TABLE withdrawn_products ADD COLUMN discount_before INTEGER;
ALTER TABLE withdrawn_products ADD COLUMN discount_ends_at TEXT;

-- Discounts of many units, applied piece by piece, the oldest first: each transaction is short, so
-- that no sale waits for it.
CREATE TABLE bulk_discounts (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  filter           TEXT NOT NULL,  -- JSON
  discount_percent INTEGER CHECK (discount_percent BETWEEN 0 AND 100),  -- empty: ends discounts
  ends_at          TEXT,
  actor            TEXT NOT NULL,
  after_id         INTEGER NOT NULL,  -- the units up to this one are done
  up_to_id         INTEGER NOT NULL,  -- the newest unit when it was asked for
  updated          INTEGER NOT NULL,  -- units so far
  created_at       TEXT NOT NULL,
  finished_at      TEXT
) STRICT;
CREATE INDEX idx_bulk_discounts_unfinished ON bulk_discounts(id) WHERE finished_at IS NULL;
