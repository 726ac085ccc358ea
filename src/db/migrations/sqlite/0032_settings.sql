-- What owners have set in the chat. An empty value is the default; the former one undoes a change.
CREATE TABLE settings (
  name         TEXT PRIMARY KEY,
  value        TEXT NOT NULL,
  former_value TEXT NOT NULL,
  version      INTEGER NOT NULL,
  changed_by   TEXT NOT NULL,
  changed_at   TEXT NOT NULL
) STRICT;

-- Owners who do not want to be reminded of the first steps of a new shop.
CREATE TABLE first_steps_hidden (
  user_id   INTEGER PRIMARY KEY REFERENCES users(id),
  hidden_at TEXT NOT NULL
) STRICT;
