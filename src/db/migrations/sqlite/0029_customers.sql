-- What the staff see and do about customers: why they are banned, when they were last here, and how
-- they were called before.
ALTER TABLE users ADD COLUMN ban_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN last_seen_at TEXT;

-- A name that Telegram reported until then.
CREATE TABLE former_names (
  id         INTEGER PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users(id),
  username   TEXT,
  first_name TEXT NOT NULL,
  seen_until TEXT NOT NULL
) STRICT;
CREATE INDEX idx_former_names_user ON former_names(user_id, id);

-- User names are of ASCII, and are found in any case.
CREATE INDEX idx_former_names_username ON former_names(lower(username));
CREATE INDEX idx_users_username ON users(lower(username));
CREATE INDEX idx_users_newest ON users(created_at, id);
