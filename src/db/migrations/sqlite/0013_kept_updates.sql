-- The changes of ../postgres/0013_kept_updates.sql.
CREATE TABLE kept_updates (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  body     TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  kept_at  TEXT NOT NULL,
  due_at   TEXT NOT NULL
) STRICT;
