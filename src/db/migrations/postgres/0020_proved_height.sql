-- Until which height the branch that the shop goes over to is proved; empty when it is on it: until
-- then nothing that left the chain is taken back.
ALTER TABLE coins ADD COLUMN proved_height BIGINT;
