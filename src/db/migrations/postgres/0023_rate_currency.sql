-- A price has its currency: in another one it is worth nothing. One whose currency is not known is
-- deleted: the next is read within minutes.
ALTER TABLE exchange_rates ADD COLUMN price_currency TEXT;
UPDATE exchange_rates SET price_currency = (SELECT currency FROM shop_currency);
DELETE FROM exchange_rates WHERE price_currency IS NULL;
ALTER TABLE exchange_rates
  ALTER COLUMN price_currency SET NOT NULL,
  DROP CONSTRAINT exchange_rates_pkey,
  ADD PRIMARY KEY (currency, price_currency, read_at);

ALTER TABLE coin_quotes ADD COLUMN price_currency TEXT;
UPDATE coin_quotes SET price_currency = (SELECT currency FROM shop_currency);
DELETE FROM coin_quotes WHERE price_currency IS NULL;
ALTER TABLE coin_quotes ALTER COLUMN price_currency SET NOT NULL;
