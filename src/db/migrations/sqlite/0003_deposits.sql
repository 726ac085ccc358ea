-- The changes of ../postgres/0003_deposits.sql. A CHECK changes with its table, which nothing
-- refers to yet.

CREATE TABLE deposits_new (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id      INTEGER NOT NULL REFERENCES users(id),
  method       TEXT NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount >= 0),  -- zero until a rate is known
  status       TEXT NOT NULL,
  tx_hash      TEXT,
  created_at   TEXT NOT NULL,
  completed_at TEXT,
  -- Coins: which output of the transaction `tx_hash` it is, and what it brings.
  output_index INTEGER CHECK (output_index >= 0),
  amount_sat   INTEGER NOT NULL DEFAULT 0 CHECK (amount_sat >= 0),
  address_id   INTEGER REFERENCES crypto_addresses(id),
  rate         INTEGER CHECK (rate > 0),  -- by which `amount` was computed
  rate_source  TEXT NOT NULL DEFAULT '',
  rate_at      TEXT,
  block_height INTEGER,
  confirmations_needed INTEGER NOT NULL DEFAULT 0,
  confirmed_at TEXT,  -- its confirmations and its rate are there
  -- BLIK and bank transfer.
  reference       TEXT,
  receipt_file_id TEXT,
  receipt_hash    TEXT,
  submitted_at    TEXT,
  reminded_at     TEXT,
  decided_by      INTEGER,
  decided_as      TEXT NOT NULL DEFAULT '',
  reason          TEXT NOT NULL DEFAULT '',
  -- Telegram Stars.
  stars   INTEGER NOT NULL DEFAULT 0 CHECK (stars >= 0),
  -- How often it was credited: a chain can take it back and bring it again.
  credits INTEGER NOT NULL DEFAULT 0,
  CHECK (status <> 'completed' OR amount > 0)
) STRICT;
INSERT INTO deposits_new (id, user_id, method, amount, status, tx_hash, created_at, completed_at)
  SELECT id, user_id, method, amount, status, tx_hash, created_at, completed_at FROM deposits;
DROP TABLE deposits;
ALTER TABLE deposits_new RENAME TO deposits;
CREATE INDEX idx_deposits_user_status ON deposits(user_id, status);
CREATE INDEX idx_deposits_tx_hash ON deposits(tx_hash);
CREATE UNIQUE INDEX idx_deposits_output ON deposits(method, tx_hash, output_index)
  WHERE output_index IS NOT NULL;
CREATE UNIQUE INDEX idx_deposits_charge ON deposits(method, tx_hash)
  WHERE tx_hash IS NOT NULL AND output_index IS NULL;
CREATE UNIQUE INDEX idx_deposits_reference ON deposits(reference) WHERE reference IS NOT NULL;
CREATE INDEX idx_deposits_receipt ON deposits(receipt_hash) WHERE receipt_hash IS NOT NULL;
CREATE INDEX idx_deposits_address ON deposits(address_id) WHERE address_id IS NOT NULL;
CREATE INDEX idx_deposits_open ON deposits(method, created_at) WHERE status = 'pending';
CREATE INDEX idx_deposits_block ON deposits(method, block_height) WHERE block_height IS NOT NULL;
-- Credited and in no block: what a reorganisation may have taken.
CREATE INDEX idx_deposits_adrift ON deposits(method)
  WHERE status = 'completed' AND output_index IS NOT NULL AND block_height IS NULL;

-- Which transfers a deposit caused.
CREATE TABLE deposit_transfers (
  transfer_id INTEGER PRIMARY KEY REFERENCES transfers(id),
  deposit_id  INTEGER NOT NULL REFERENCES deposits(id)
) STRICT;
CREATE INDEX idx_deposit_transfers_deposit ON deposit_transfers(deposit_id);

-- The message in each chat that shows a deposit and is edited when it changes; no message_id before
-- it was sent.
CREATE TABLE deposit_messages (
  deposit_id INTEGER NOT NULL REFERENCES deposits(id),
  user_id    INTEGER NOT NULL,
  message_id INTEGER,
  PRIMARY KEY (deposit_id, user_id)
) STRICT, WITHOUT ROWID;

-- A customer is shown one address of each coin.
CREATE UNIQUE INDEX idx_crypto_open ON crypto_addresses(user_id, currency) WHERE is_active = true;

-- Each coin's row is locked by whoever gives an address or moves the cursor of its chain.
CREATE TABLE coins (
  currency   TEXT PRIMARY KEY,
  next_index INTEGER NOT NULL CHECK (next_index >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO coins (currency, next_index)
  SELECT c.currency, COALESCE((SELECT max(a.derivation_index) + 1 FROM crypto_addresses a
                               WHERE a.currency = c.currency), 0)
  FROM (SELECT 'btc' AS currency UNION ALL SELECT 'ltc') AS c;

-- The newest blocks whose deposits are recorded; the highest is the watcher's cursor.
CREATE TABLE chain_blocks (
  currency TEXT NOT NULL REFERENCES coins(currency),
  height   INTEGER NOT NULL CHECK (height >= 0),
  hash     TEXT NOT NULL,
  PRIMARY KEY (currency, height)
) STRICT, WITHOUT ROWID;

-- What a whole coin cost.
CREATE TABLE exchange_rates (
  currency TEXT NOT NULL REFERENCES coins(currency),
  read_at  TEXT NOT NULL,
  price    INTEGER NOT NULL CHECK (price > 0),
  source   TEXT NOT NULL,
  PRIMARY KEY (currency, read_at)
) STRICT, WITHOUT ROWID;
