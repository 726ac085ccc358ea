-- The changes of ../postgres/0010_checkouts.sql.
CREATE TABLE checkouts (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id        INTEGER NOT NULL REFERENCES users(id),
  product_id     INTEGER NOT NULL REFERENCES products(id) ON DELETE CASCADE,
  price          INTEGER NOT NULL,
  method         TEXT NOT NULL,
  status         TEXT NOT NULL,
  created_at     TEXT NOT NULL,
  reserved_until TEXT NOT NULL,
  held_until     TEXT,
  deposit_id     INTEGER REFERENCES deposits(id)  -- the request by which it is paid
) STRICT;
CREATE UNIQUE INDEX idx_checkouts_waiting ON checkouts(user_id, product_id) WHERE status = 'waiting';
CREATE INDEX idx_checkouts_held ON checkouts(user_id, created_at) WHERE held_until IS NOT NULL;

ALTER TABLE users ADD COLUMN reservation_debt_until TEXT;

CREATE TABLE coin_quotes (
  address_id  INTEGER PRIMARY KEY REFERENCES crypto_addresses(id),
  amount_sat  INTEGER NOT NULL CHECK (amount_sat > 0),
  price       INTEGER NOT NULL CHECK (price > 0),
  source      TEXT NOT NULL,
  read_at     TEXT NOT NULL,
  valid_until TEXT NOT NULL
) STRICT;
