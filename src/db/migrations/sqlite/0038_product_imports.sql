-- Imports that programs asked for over the REST API (docs/decisions/0019-imports-over-the-api.md).
-- `file` is on the machine `host` until the import has ended. `staged_id`: the row of `imports`
-- whose units are being moved to the products. `failure`: why it failed. `finished_at` is NULL until it
-- has ended.
CREATE TABLE product_imports (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  requested_as   TEXT NOT NULL,
  host           TEXT NOT NULL,
  file           TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  dry_run        INTEGER NOT NULL,
  allow_repeated INTEGER NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('received', 'checking', 'adding', 'done', 'refused', 'failed')),
  failure        TEXT,
  staged_id      INTEGER,
  rows_read      INTEGER NOT NULL DEFAULT 0,
  units_added    INTEGER NOT NULL DEFAULT 0,
  units          INTEGER NOT NULL DEFAULT 0,
  created_at     TEXT NOT NULL,
  active_at      TEXT NOT NULL,
  started_at     TEXT,
  finished_at    TEXT
) STRICT;
CREATE INDEX idx_product_imports_unfinished ON product_imports(id) WHERE finished_at IS NULL;

-- What was wrong with the file. `line` is 1 or more; `column_name` is '' for a whole line.
CREATE TABLE product_import_errors (
  import_id   INTEGER NOT NULL REFERENCES product_imports(id) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  line        INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  code        TEXT NOT NULL,
  detail      TEXT NOT NULL,
  PRIMARY KEY (import_id, number)
) STRICT;
