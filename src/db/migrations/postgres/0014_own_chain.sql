-- What tells how much work the shop's own chain has; empty for blocks that were applied before.
ALTER TABLE chain_blocks ADD COLUMN target BIGINT;  -- in the compact form of headers
ALTER TABLE chain_blocks ADD COLUMN time_s BIGINT;  -- since 1970, as the miner says

ALTER TABLE coins ADD COLUMN genesis TEXT;             -- the id of the first block of its chain
ALTER TABLE coins ADD COLUMN stalled_since TIMESTAMPTZ;  -- its chain stands still, and why is told
