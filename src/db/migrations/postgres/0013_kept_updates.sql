-- Updates of Telegram's that tell of money and could not be booked: each is tried again until it is.
CREATE TABLE kept_updates (
  id       BIGSERIAL PRIMARY KEY,
  body     TEXT NOT NULL,  -- JSON, as Telegram sent it
  attempts INTEGER NOT NULL DEFAULT 0,
  kept_at  TIMESTAMPTZ NOT NULL,
  due_at   TIMESTAMPTZ NOT NULL
);
