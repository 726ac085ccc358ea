-- The tables of ../postgres/0001_shop.sql. Money is in hundredths, coordinates are in microdegrees,
-- truth values 0 and 1, times UTC text of fixed width ("2026-11-24T07:21:50.000000Z").

CREATE TABLE users (
  id                INTEGER PRIMARY KEY,  -- Telegram user id
  username          TEXT,
  first_name        TEXT NOT NULL,
  language          TEXT,
  balance           INTEGER NOT NULL DEFAULT 0,  -- the sum of the customer's ledger lines
  -- How far below zero the balance may be: raised only when a chain takes back a deposit that was
  -- already spent. Whatever else moves money leaves it alone and is stopped by the CHECK.
  overdraft         INTEGER NOT NULL DEFAULT 0 CHECK (overdraft >= 0),
  referral_earnings INTEGER NOT NULL DEFAULT 0 CHECK (referral_earnings >= 0),
  referral_code     TEXT NOT NULL,
  referrer_id       INTEGER REFERENCES users(id) CHECK (referrer_id <> id),
  is_banned         INTEGER NOT NULL DEFAULT false CHECK (is_banned IN (0, 1)),
  has_blocked_bot   INTEGER NOT NULL DEFAULT false CHECK (has_blocked_bot IN (0, 1)),
  terms_accepted_at TEXT,
  created_at        TEXT NOT NULL,
  CHECK (balance >= -overdraft)
) STRICT;
CREATE UNIQUE INDEX idx_users_referral ON users(referral_code);
CREATE INDEX idx_users_referrer ON users(referrer_id);

-- One row is one unit.
CREATE TABLE products (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  city               TEXT NOT NULL,
  district           TEXT NOT NULL,
  category           TEXT NOT NULL,
  name               TEXT NOT NULL,
  description        TEXT NOT NULL DEFAULT '',
  base_price         INTEGER NOT NULL CHECK (base_price >= 0),
  discount_percent   INTEGER NOT NULL DEFAULT 0 CHECK (discount_percent BETWEEN 0 AND 100),
  is_reserved        INTEGER NOT NULL DEFAULT false CHECK (is_reserved IN (0, 1)),
  reserved_by        INTEGER REFERENCES users(id),
  reserved_until     TEXT,
  is_sold            INTEGER NOT NULL DEFAULT false CHECK (is_sold IN (0, 1)),
  sold_at            TEXT,
  delivery_photo     TEXT,
  delivery_latitude  INTEGER CHECK (delivery_latitude BETWEEN -90000000 AND 90000000),
  delivery_longitude INTEGER CHECK (delivery_longitude BETWEEN -180000000 AND 180000000),
  delivery_text      TEXT NOT NULL,
  created_at         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
  CHECK (is_reserved = (reserved_by IS NOT NULL)),
  CHECK (is_reserved = (reserved_until IS NOT NULL)),
  CHECK (is_sold = (sold_at IS NOT NULL)),
  CHECK (NOT (is_sold AND is_reserved)),
  CHECK ((delivery_latitude IS NULL) = (delivery_longitude IS NULL))
) STRICT;
CREATE INDEX idx_products_location ON products(city, district, category);
CREATE INDEX idx_products_available ON products(is_sold, is_reserved) WHERE is_sold = false;
CREATE INDEX idx_products_discount ON products(discount_percent) WHERE discount_percent > 0;
-- The catalogue jumps through this index from one place or offer to the next.
CREATE INDEX idx_products_catalog
  ON products(city, district, category, name, base_price, discount_percent, is_reserved,
              reserved_until)
  WHERE is_sold = false;
CREATE INDEX idx_products_holder ON products(reserved_by) WHERE is_reserved = true;
CREATE INDEX idx_products_expiry ON products(reserved_until) WHERE is_reserved = true;

CREATE TABLE orders (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id          INTEGER NOT NULL REFERENCES users(id),
  product_id       INTEGER NOT NULL REFERENCES products(id),
  original_price   INTEGER NOT NULL CHECK (original_price >= 0),
  discount_applied INTEGER NOT NULL CHECK (discount_applied BETWEEN 0 AND 100),
  final_price      INTEGER NOT NULL CHECK (final_price BETWEEN 0 AND original_price),
  created_at       TEXT NOT NULL
) STRICT;
CREATE INDEX idx_orders_user_date ON orders(user_id, created_at DESC);
-- Unique: a unit is sold once.
CREATE UNIQUE INDEX idx_orders_product ON orders(product_id);

CREATE TABLE deposits (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id      INTEGER NOT NULL REFERENCES users(id),
  method       TEXT NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount > 0),
  status       TEXT NOT NULL,
  tx_hash      TEXT,
  created_at   TEXT NOT NULL,
  completed_at TEXT
) STRICT;
CREATE INDEX idx_deposits_user_status ON deposits(user_id, status);
CREATE INDEX idx_deposits_tx_hash ON deposits(tx_hash);

CREATE TABLE crypto_addresses (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id          INTEGER NOT NULL REFERENCES users(id),
  currency         TEXT NOT NULL,
  address          TEXT NOT NULL,
  derivation_index INTEGER NOT NULL CHECK (derivation_index >= 0),
  is_active        INTEGER NOT NULL DEFAULT true CHECK (is_active IN (0, 1)),
  created_at       TEXT NOT NULL,
  UNIQUE (currency, address),
  UNIQUE (currency, derivation_index)
) STRICT;
CREATE INDEX idx_crypto_active ON crypto_addresses(currency, is_active) WHERE is_active = true;

-- A movement of money and what caused it; its lines sum to zero.
CREATE TABLE transfers (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  key        TEXT NOT NULL UNIQUE,
  note       TEXT NOT NULL,
  actor      TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_lines (
  transfer_id   INTEGER NOT NULL REFERENCES transfers(id),
  line          INTEGER NOT NULL,
  account       TEXT NOT NULL,
  user_id       INTEGER REFERENCES users(id),
  amount        INTEGER NOT NULL,
  balance_after INTEGER,
  PRIMARY KEY (transfer_id, line),
  CHECK ((account = 'customer') = (user_id IS NOT NULL)),
  CHECK ((user_id IS NULL) = (balance_after IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_ledger_lines_user ON ledger_lines(user_id, transfer_id)
  WHERE user_id IS NOT NULL;

-- Messages that must arrive. `due_at` of a waiting one is the earliest moment at which somebody may
-- take it to send it; taking it moves the moment to the end of the lease.
CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY,
  user_id     INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  payload     TEXT NOT NULL,
  status      TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'given_up')),
  attempts    INTEGER NOT NULL DEFAULT 0,
  error       TEXT NOT NULL DEFAULT '',
  created_at  TEXT NOT NULL,
  due_at      TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX idx_outbox_due ON outbox(due_at) WHERE status = 'waiting';
CREATE INDEX idx_outbox_chat ON outbox(user_id, id) WHERE status = 'waiting';

CREATE TABLE dialogs (
  chat_id    INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  data       TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE seen_updates (
  update_id INTEGER PRIMARY KEY,
  seen_at   TEXT NOT NULL
) STRICT;
CREATE INDEX idx_seen_updates_seen_at ON seen_updates(seen_at);

CREATE TABLE audit_log (
  id         INTEGER PRIMARY KEY,
  actor      TEXT NOT NULL,
  action     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  details    TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
