-- How many pictures of a deposit were sent to the owners.
ALTER TABLE deposits ADD COLUMN receipts INTEGER NOT NULL DEFAULT 0;
