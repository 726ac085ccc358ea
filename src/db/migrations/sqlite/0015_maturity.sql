-- How many confirmations the output of a coin needs whatever it is worth: newly mined coins, and
-- those that come out of MWEB, cannot be spent sooner.
ALTER TABLE deposits ADD COLUMN min_confirmations INTEGER NOT NULL DEFAULT 1;
