-- A large import on SQLite waits here until all of its file has been read; then its units become
-- products in short transactions, between which the shop sells (shop/product_staging.h).
CREATE TABLE imports (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  checksum   TEXT NOT NULL,  -- SHA-256 of the file
  state      TEXT NOT NULL CHECK (state IN ('reading', 'whole', 'given_up')),
  rows_read  INTEGER NOT NULL DEFAULT 0,
  units      INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  active_at  TEXT NOT NULL
) STRICT;

CREATE TABLE import_units (
  import_id          INTEGER NOT NULL,
  number             INTEGER NOT NULL,
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
  PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
