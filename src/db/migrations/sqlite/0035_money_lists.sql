-- Long lists of what moved, what came in and what was written go on behind a row of these.
CREATE INDEX idx_transfers_created_at ON transfers(created_at, id);
CREATE INDEX idx_deposits_created_at ON deposits(created_at, id);
CREATE INDEX idx_tickets_changed_at ON tickets(changed_at, id);
