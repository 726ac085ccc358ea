-- The change of ../postgres/0034_webhooks.sql. No id is given twice: programs know events by them.
CREATE TABLE webhooks (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  url           TEXT NOT NULL,
  events        TEXT NOT NULL,
  allow_private INTEGER NOT NULL,
  is_enabled    INTEGER NOT NULL,
  is_failing    INTEGER NOT NULL,
  secret        TEXT NOT NULL,
  created_at    TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_events (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  event         TEXT NOT NULL,
  subject       TEXT NOT NULL,
  payload       TEXT NOT NULL,
  is_dispatched INTEGER NOT NULL DEFAULT 0,
  created_at    TEXT NOT NULL
) STRICT;
CREATE INDEX idx_webhook_events_new ON webhook_events(id) WHERE NOT is_dispatched;
CREATE INDEX idx_webhook_events_age ON webhook_events(created_at);

CREATE TABLE webhook_deliveries (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook_id  INTEGER NOT NULL REFERENCES webhooks(id) ON DELETE CASCADE,
  event_id    INTEGER NOT NULL REFERENCES webhook_events(id),
  subject     TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'given_up')),
  attempts    INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  last_error  TEXT NOT NULL DEFAULT '',
  due_at      TEXT NOT NULL,
  retry_until TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  finished_at TEXT,
  UNIQUE (event_id, webhook_id)
) STRICT;
CREATE INDEX idx_webhook_deliveries_due ON webhook_deliveries(webhook_id, due_at, id) WHERE status = 'waiting';
CREATE INDEX idx_webhook_deliveries_subject ON webhook_deliveries(webhook_id, subject, event_id) WHERE status = 'waiting';
CREATE INDEX idx_webhook_deliveries_list ON webhook_deliveries(webhook_id, id);
CREATE INDEX idx_webhook_deliveries_age ON webhook_deliveries(created_at);

ALTER TABLE low_stock ADD COLUMN out_order INTEGER;
