-- Of what an owner or one of the staff does not want to be told.
CREATE TABLE muted_alerts (
  user_id BIGINT NOT NULL,
  topic   TEXT NOT NULL,
  PRIMARY KEY (user_id, topic)
);
INSERT INTO muted_alerts (user_id, topic) SELECT user_id, 'sale' FROM muted_owners;
DROP TABLE muted_owners;

-- Sales of which a person is told together later, since there are many.
CREATE TABLE sale_digests (
  user_id  BIGINT PRIMARY KEY,
  since    TIMESTAMPTZ NOT NULL,
  orders   BIGINT NOT NULL,
  sold_out BIGINT NOT NULL,
  revenue  NUMERIC(14,2) NOT NULL
);

-- Large deposits of which the owners were told, or which are older than that.
CREATE TABLE announced_deposits (
  deposit_id BIGINT PRIMARY KEY
);
INSERT INTO announced_deposits
  SELECT id FROM deposits WHERE completed_at IS NOT NULL ORDER BY id DESC LIMIT 10000;

CREATE INDEX idx_deposits_completed_at ON deposits(completed_at, method, status, amount);
