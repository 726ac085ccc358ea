-- Purchases that wait for a payment: each completes by itself once its customer's balance suffices.
CREATE TABLE checkouts (
  id             BIGSERIAL PRIMARY KEY,
  user_id        BIGINT NOT NULL REFERENCES users(id),
  product_id     BIGINT NOT NULL REFERENCES products(id) ON DELETE CASCADE,
  price          NUMERIC(14,2) NOT NULL,
  method         VARCHAR(8) NOT NULL,
  status         VARCHAR(16) NOT NULL,
  created_at     TIMESTAMPTZ NOT NULL,
  reserved_until TIMESTAMPTZ NOT NULL,
  held_until     TIMESTAMPTZ,
  deposit_id     BIGINT REFERENCES deposits(id)  -- the request by which it is paid
);
CREATE UNIQUE INDEX idx_checkouts_waiting ON checkouts(user_id, product_id) WHERE status = 'waiting';
CREATE INDEX idx_checkouts_held ON checkouts(user_id, created_at) WHERE held_until IS NOT NULL;

-- How far a customer's reservations that led to no purchase have used up what they may have.
ALTER TABLE users ADD COLUMN reservation_debt_until TIMESTAMPTZ;

-- The rate by which a customer was told how many coins to pay to their address, while it is kept.
CREATE TABLE coin_quotes (
  address_id  BIGINT PRIMARY KEY REFERENCES crypto_addresses(id),
  amount_sat  BIGINT NOT NULL CHECK (amount_sat > 0),
  price       NUMERIC(14,2) NOT NULL CHECK (price > 0),
  source      TEXT NOT NULL,
  read_at     TIMESTAMPTZ NOT NULL,
  valid_until TIMESTAMPTZ NOT NULL
);
