-- Figures of many days: each past day, and each hour of today, is summed once.
CREATE INDEX idx_orders_created_at
  ON orders(created_at, final_price, original_price, product_id);
CREATE INDEX idx_refunds_created_at ON refunds(created_at);
CREATE INDEX idx_users_created_at ON users(created_at);
CREATE INDEX idx_transfers_commissions ON transfers(created_at)
  WHERE kind IN ('commission', 'commission_reversal');

-- One row for each reservation of the last days.
CREATE TABLE reservation_log (
  reserved_at TEXT NOT NULL
) STRICT;

CREATE TABLE sale_sums (
  id           INTEGER PRIMARY KEY,
  starts_at    TEXT NOT NULL UNIQUE,
  is_day       INTEGER NOT NULL,
  ends_at      TEXT NOT NULL,
  orders       INTEGER NOT NULL,
  revenue      INTEGER NOT NULL,
  discounts    INTEGER NOT NULL,
  refunds      INTEGER NOT NULL,
  reservations INTEGER NOT NULL
) STRICT;

-- What each offer has sold in that time.
CREATE TABLE sale_sum_offers (
  starts_at TEXT NOT NULL,
  city      TEXT NOT NULL,
  name      TEXT NOT NULL,
  orders    INTEGER NOT NULL,
  revenue   INTEGER NOT NULL,
  PRIMARY KEY (starts_at, city, name)
) STRICT;

-- Days whose morning has been told of.
CREATE TABLE daily_summaries (
  day TEXT PRIMARY KEY
) STRICT;
