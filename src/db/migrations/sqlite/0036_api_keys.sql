-- Keys with which programs call the REST API. A revoked one stays: the audit log names it.
-- secret_hash: SHA-256 of the secret. address_ranges: with spaces between; '' is everywhere.
-- role: support, manager, owner. created_by: an actor, as in the audit log.

CREATE TABLE api_keys (
  id                  INTEGER PRIMARY KEY,
  name                TEXT NOT NULL,
  role                TEXT NOT NULL,
  secret_hash         TEXT NOT NULL UNIQUE,
  address_ranges      TEXT NOT NULL,
  requests_per_second INTEGER NOT NULL,
  created_by          TEXT NOT NULL,
  created_at          TEXT NOT NULL,
  expires_at          TEXT,
  last_used_at        TEXT,
  revoked_at          TEXT
) STRICT;
CREATE INDEX idx_api_keys_created_at ON api_keys(created_at, id);
