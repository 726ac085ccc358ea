-- Sessions of the dashboard. One that has ended or expired stays for a while: the list shows it.
-- secret_hash: SHA-256 of the secret in the cookie. Whose it is says username (the owner's, of the
-- settings) or user_id (one of the staff, by a link of the bot).

CREATE TABLE sessions (
  id           INTEGER PRIMARY KEY,
  secret_hash  TEXT NOT NULL UNIQUE,
  username     TEXT,
  user_id      INTEGER REFERENCES users(id),
  address      TEXT NOT NULL,
  user_agent   TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  ended_at     TEXT,
  CHECK ((username IS NULL) <> (user_id IS NULL))
) STRICT;
CREATE INDEX idx_sessions_created_at ON sessions(created_at, id);

-- Links that the bot sends, by which one of the staff signs in once; one each.

CREATE TABLE sign_in_links (
  user_id     INTEGER PRIMARY KEY REFERENCES users(id),
  secret_hash TEXT NOT NULL UNIQUE,
  expires_at  TEXT NOT NULL
) STRICT;
