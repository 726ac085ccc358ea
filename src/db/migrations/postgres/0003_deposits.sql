-- Deposits of every method, the addresses that coins come to, the blocks they come in, and rates.

ALTER TABLE deposits
  DROP CONSTRAINT deposits_amount_check,
  ADD CHECK (amount >= 0),  -- zero until a rate is known
  ADD CHECK (status <> 'completed' OR amount > 0),
  -- Coins: which output of the transaction `tx_hash` it is, and what it brings.
  ADD COLUMN output_index INTEGER CHECK (output_index >= 0),
  ADD COLUMN amount_sat BIGINT NOT NULL DEFAULT 0 CHECK (amount_sat >= 0),
  ADD COLUMN address_id BIGINT REFERENCES crypto_addresses(id),
  ADD COLUMN rate NUMERIC(14,2) CHECK (rate > 0),  -- by which `amount` was computed
  ADD COLUMN rate_source TEXT NOT NULL DEFAULT '',
  ADD COLUMN rate_at TIMESTAMPTZ,
  ADD COLUMN block_height BIGINT,
  ADD COLUMN confirmations_needed INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN confirmed_at TIMESTAMPTZ,  -- its confirmations and its rate are there
  -- BLIK and bank transfer.
  ADD COLUMN reference TEXT,
  ADD COLUMN receipt_file_id TEXT,
  ADD COLUMN receipt_hash TEXT,
  ADD COLUMN submitted_at TIMESTAMPTZ,
  ADD COLUMN reminded_at TIMESTAMPTZ,
  ADD COLUMN decided_by BIGINT,
  ADD COLUMN decided_as TEXT NOT NULL DEFAULT '',
  ADD COLUMN reason TEXT NOT NULL DEFAULT '',
  -- Telegram Stars.
  ADD COLUMN stars BIGINT NOT NULL DEFAULT 0 CHECK (stars >= 0),
  -- How often it was credited: a chain can take it back and bring it again.
  ADD COLUMN credits INTEGER NOT NULL DEFAULT 0;
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
  transfer_id BIGINT PRIMARY KEY REFERENCES transfers(id),
  deposit_id  BIGINT NOT NULL REFERENCES deposits(id)
);
CREATE INDEX idx_deposit_transfers_deposit ON deposit_transfers(deposit_id);

-- The message in each chat that shows a deposit and is edited when it changes; no message_id before
-- it was sent.
CREATE TABLE deposit_messages (
  deposit_id BIGINT NOT NULL REFERENCES deposits(id),
  user_id    BIGINT NOT NULL,
  message_id BIGINT,
  PRIMARY KEY (deposit_id, user_id)
);

-- A customer is shown one address of each coin.
CREATE UNIQUE INDEX idx_crypto_open ON crypto_addresses(user_id, currency) WHERE is_active = true;

-- Each coin's row is locked by whoever gives an address or moves the cursor of its chain.
CREATE TABLE coins (
  currency   TEXT PRIMARY KEY,
  next_index BIGINT NOT NULL CHECK (next_index >= 0)
);
INSERT INTO coins (currency, next_index)
  SELECT c.currency, COALESCE((SELECT max(a.derivation_index) + 1 FROM crypto_addresses a
                               WHERE a.currency = c.currency), 0)
  FROM (SELECT 'btc' AS currency UNION ALL SELECT 'ltc') AS c;

-- The newest blocks whose deposits are recorded; the highest is the watcher's cursor.
CREATE TABLE chain_blocks (
  currency TEXT NOT NULL REFERENCES coins(currency),
  height   BIGINT NOT NULL CHECK (height >= 0),
  hash     TEXT NOT NULL,
  PRIMARY KEY (currency, height)
);

-- What a whole coin cost.
CREATE TABLE exchange_rates (
  currency TEXT NOT NULL REFERENCES coins(currency),
  read_at  TIMESTAMPTZ NOT NULL,
  price    NUMERIC(14,2) NOT NULL CHECK (price > 0),
  source   TEXT NOT NULL,
  PRIMARY KEY (currency, read_at)
);
