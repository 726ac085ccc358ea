-- The changes of ../postgres/0014_own_chain.sql.
ALTER TABLE chain_blocks ADD COLUMN target INTEGER;
ALTER TABLE chain_blocks ADD COLUMN time_s INTEGER;

ALTER TABLE coins ADD COLUMN genesis TEXT;
ALTER TABLE coins ADD COLUMN stalled_since TEXT;
