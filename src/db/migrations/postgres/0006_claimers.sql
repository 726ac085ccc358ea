-- Which process claimed a notice, so that one that ended is known and its lease not waited for.
ALTER TABLE outbox ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
