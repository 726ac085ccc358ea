-- The changes of ../postgres/0018_coin_keys.sql.
CREATE TABLE coin_keys (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  currency    TEXT NOT NULL REFERENCES coins(currency),
  fingerprint TEXT,  -- empty: from before there were keys; its newest address tells which it is
  next_index  INTEGER NOT NULL CHECK (next_index >= 0),
  UNIQUE (currency, fingerprint)
) STRICT;
INSERT INTO coin_keys (currency, next_index)
  SELECT currency, next_index FROM coins WHERE next_index > 0;

-- A UNIQUE changes with its table, to which deposits and quotes refer: they find it again at the
-- end.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE crypto_addresses_old AS SELECT * FROM crypto_addresses;
DROP TABLE crypto_addresses;
CREATE TABLE crypto_addresses (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id          INTEGER NOT NULL REFERENCES users(id),
  currency         TEXT NOT NULL,
  address          TEXT NOT NULL,
  derivation_index INTEGER NOT NULL CHECK (derivation_index >= 0),
  is_active        INTEGER NOT NULL DEFAULT true CHECK (is_active IN (0, 1)),
  created_at       TEXT NOT NULL,
  given_height     INTEGER,  -- empty: the shop was not at the tip
  key_id           INTEGER REFERENCES coin_keys(id),
  UNIQUE (currency, address),
  UNIQUE (key_id, derivation_index)
) STRICT;
INSERT INTO crypto_addresses (id, user_id, currency, address, derivation_index, is_active,
                              created_at, given_height, key_id)
  SELECT o.id, o.user_id, o.currency, o.address, o.derivation_index, o.is_active, o.created_at,
         o.given_height, (SELECT k.id FROM coin_keys k WHERE k.currency = o.currency)
  FROM crypto_addresses_old o;
DROP TABLE crypto_addresses_old;
CREATE INDEX idx_crypto_active ON crypto_addresses(currency, is_active) WHERE is_active = true;
CREATE UNIQUE INDEX idx_crypto_open ON crypto_addresses(user_id, currency) WHERE is_active = true;
CREATE INDEX idx_crypto_given ON crypto_addresses(currency, given_height)
  WHERE given_height IS NOT NULL;
ALTER TABLE coins DROP COLUMN next_index;
