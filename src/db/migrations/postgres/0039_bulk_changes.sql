-- Discounts of many units become one kind of change of many units; the others are withdrawals,
-- returns and edits. A change can be undone until its `undo_until`.
ALTER TABLE bulk_discounts RENAME TO bulk_changes;
ALTER TABLE bulk_changes
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'set_discount'
    CHECK (kind IN ('set_discount', 'end_discount', 'edit', 'withdraw', 'put_back', 'undo')),
  ADD COLUMN edits      TEXT,    -- JSON: the fields that an edit sets
  ADD COLUMN reason     TEXT,    -- of a withdrawal
  ADD COLUMN undoes_id  BIGINT,  -- the change that an undo sets back
  ADD COLUMN undo_until TIMESTAMPTZ;
UPDATE bulk_changes SET kind = 'end_discount' WHERE discount_percent IS NULL;
DROP INDEX idx_bulk_discounts_unfinished;
CREATE INDEX idx_bulk_changes_unfinished ON bulk_changes(id) WHERE finished_at IS NULL;
CREATE INDEX idx_bulk_changes_undo ON bulk_changes(undo_until) WHERE undo_until IS NOT NULL;

-- What the units of each piece of a change were, until it cannot be undone any more.
CREATE TABLE bulk_change_pieces (
  change_id    BIGINT NOT NULL,
  last_id      BIGINT NOT NULL,  -- of its units
  units_before TEXT NOT NULL,    -- JSON
  PRIMARY KEY (change_id, last_id)
);
