-- Orders of which the owners were told, or which are older than that; only the newest are kept.
CREATE TABLE announced_orders (
  order_id BIGINT PRIMARY KEY
);
INSERT INTO announced_orders SELECT id FROM orders ORDER BY id DESC LIMIT 1000;

-- Owners who do not want to hear of sales.
CREATE TABLE muted_owners (
  user_id BIGINT PRIMARY KEY
);

-- What the bot has set last as its texts at Telegram, by method and language.
CREATE TABLE bot_texts (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
