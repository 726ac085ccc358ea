-- What is newer than an address is told by the chain, and whether the shop's clock is right.
ALTER TABLE crypto_addresses ADD COLUMN given_height BIGINT;  -- empty: the shop was not at the tip
CREATE INDEX idx_crypto_given ON crypto_addresses(currency, given_height)
  WHERE given_height IS NOT NULL;

ALTER TABLE coins ADD COLUMN at_tip_at TIMESTAMPTZ;  -- when the shop last was, by its own clock
ALTER TABLE coins ADD COLUMN clock_off_s BIGINT;  -- how far ahead of the newest blocks it is
ALTER TABLE coins ADD COLUMN clock_off_since TIMESTAMPTZ;
ALTER TABLE coins ADD COLUMN is_clock_told BOOLEAN NOT NULL DEFAULT false;
